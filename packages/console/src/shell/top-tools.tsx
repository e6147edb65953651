import './top-tools.css'
import { useRef } from 'react'
import { Link } from 'react-router'
import { signOut, useSession } from '../api/session.ts'
import { chooseLanguage, useLanguage } from '../language/language.ts'
import { useWords } from '../language/words.ts'
import { DownIcon, LogoutIcon, MoonIcon, SunIcon, UserIcon } from '../pieces/icons.ts'
import { chooseTheme, useDark } from '../theme/theme.ts'
import { words } from './words.ts'

/** Language, appearance, and who is signed in. */
export function TopTools() {
  const t = useWords(words)
  const language = useLanguage()
  const dark = useDark()
  return (
    <div className="top-tools">
      <button
        type="button"
        className="icon-button"
        lang={language === 'en' ? 'zh-CN' : 'en'}
        aria-label={t('languageLabel')}
        onClick={() => chooseLanguage(language === 'en' ? 'zh' : 'en')}
      >
        {t('language')}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t(dark ? 'themeLight' : 'themeDark')}
        title={t(dark ? 'themeLight' : 'themeDark')}
        onClick={() => chooseTheme(dark ? 'light' : 'dark')}
      >
        {dark ? <SunIcon /> : <MoonIcon />}
      </button>
      <WhoIsHere />
    </div>
  )
}

function WhoIsHere() {
  const t = useWords(words)
  const session = useSession()
  const menu = useRef<HTMLDetailsElement>(null)
  const shut = () => menu.current?.removeAttribute('open')
  if (session.kind !== 'signedIn') return null
  return (
    <details
      className="who"
      ref={menu}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) shut()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') shut()
      }}
    >
      <summary className="icon-button" aria-label={`${t('account')}: ${session.name}`}>
        <UserIcon />
        <span className="who-name">{session.name}</span>
        <DownIcon />
      </summary>
      <div className="who-menu">
        <Link to="/own" onClick={shut}>
          {t('account')}
        </Link>
        <button type="button" onClick={() => void signOut().catch(() => location.reload())}>
          <LogoutIcon /> {t('signOut')}
        </button>
      </div>
    </details>
  )
}
