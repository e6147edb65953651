import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'

export interface MenuItem {
  readonly label: string
  readonly icon?: ReactNode
  readonly isDangerous?: boolean
  readonly act: () => void
}

/** Where a menu opens: at an element, or where somebody pressed. */
export type MenuPlace = DOMRect | { readonly x: number; readonly y: number }

export interface MenuProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly place: MenuPlace
  /** Above the items, such as a row of reactions. */
  readonly head?: ReactNode
  readonly onClose: () => void
}

const EDGE = 8

/** A menu at a place: arrows move, Enter acts, Escape and a press elsewhere close. The focus goes back to where it was. */
export function Menu({ label, items, place, head, onClose }: MenuProps) {
  const element = useRef<HTMLDivElement>(null)
  const closing = useRef(onClose)
  closing.current = onClose

  useLayoutEffect(() => {
    const menu = element.current
    if (!menu) return
    const before = document.activeElement
    const { width, height } = menu.getBoundingClientRect()
    const { left, top, below } =
      place instanceof DOMRect
        ? { left: place.right - width, top: place.bottom + 4, below: place.top - height - 4 }
        : { left: place.x, top: place.y, below: place.y - height }
    menu.style.left = `${clamp(left, innerWidth - width)}px`
    menu.style.top = `${clamp(top + height + EDGE > innerHeight ? below : top, innerHeight - height)}px`
    menu.querySelector<HTMLElement>('button')?.focus()
    return () => {
      // An item that opened something else has moved the focus already.
      if (!document.activeElement || document.activeElement === document.body) (before as HTMLElement | null)?.focus?.()
    }
  }, [place])

  useEffect(() => {
    const pressed = (event: Event): void => {
      if (!element.current?.contains(event.target as Node)) closing.current()
    }
    const left = (): void => closing.current()
    addEventListener('pointerdown', pressed, true)
    addEventListener('blur', left)
    addEventListener('resize', left)
    return () => {
      removeEventListener('pointerdown', pressed, true)
      removeEventListener('blur', left)
      removeEventListener('resize', left)
    }
  }, [])

  const move = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const buttons = [...(element.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  }

  return createPortal(
    <div ref={element} className="menu" role="menu" tabIndex={-1} aria-label={label} onKeyDown={move}>
      {head}
      {items.map(({ label: text, icon, isDangerous, act }) => (
        <button
          key={text}
          type="button"
          role="menuitem"
          className={isDangerous ? 'menu-item dangerous' : 'menu-item'}
          onClick={() => {
            onClose()
            act()
          }}
        >
          {icon}
          <span>{text}</span>
        </button>
      ))}
    </div>,
    document.querySelector('dialog[open]:last-of-type') ?? document.body,
  )
}

const clamp = (value: number, most: number): number => Math.max(EDGE, Math.min(value, most - EDGE))
