import './layout.css'
import { useEffect, useRef, useState } from 'react'
import { Outlet, useLocation } from 'react-router'
import { useLanguage } from '../language/language.ts'
import { useWords } from '../language/words.ts'
import { MenuIcon } from '../pieces/icons.ts'
import { SideMenu } from './side-menu.tsx'
import { TopTools } from './top-tools.tsx'
import { words } from './words.ts'

/** The frame around every page: the menu at the left (a drawer on small screens), tools at the top. */
export function Layout() {
  const t = useWords(words)
  const { pathname } = useLocation()
  const [open, setOpen] = useState(false)
  const side = useRef<HTMLElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const page = useRef<HTMLElement>(null)
  const goOn = useRef<HTMLElement>(null)
  useLanguage()

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the drawer
  useEffect(() => {
    // The link that was followed goes with the drawer: who works by keyboard goes on at the page.
    goOn.current = page.current
    setOpen(false)
  }, [pathname])
  useEffect(() => {
    if (!open) return
    goOn.current = opener.current
    side.current?.querySelector<HTMLElement>('a, select')?.focus()
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false)
    addEventListener('keydown', onKey)
    return () => {
      removeEventListener('keydown', onKey)
      goOn.current?.focus()
    }
  }, [open])

  return (
    <div className={open ? 'layout layout-open' : 'layout'}>
      <a className="skip" href="#page">
        {t('skip')}
      </a>
      <aside className="layout-side" ref={side}>
        <SideMenu />
      </aside>
      {open ? (
        <button type="button" className="layout-veil" aria-label={t('closeMenu')} onClick={() => setOpen(false)} />
      ) : null}
      <div className="layout-main" inert={open}>
        <header className="layout-top">
          <button
            ref={opener}
            type="button"
            className="icon-button layout-menu"
            aria-label={t('openMenu')}
            aria-expanded={open}
            onClick={() => setOpen(true)}
          >
            <MenuIcon />
          </button>
          <TopTools />
        </header>
        <main id="page" ref={page} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  )
}
