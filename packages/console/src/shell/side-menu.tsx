import './side-menu.css'
import { mayAct } from '@signet/protocol/console/roles'
import { NavLink } from 'react-router'
import { useSession } from '../api/session.ts'
import { say, useLanguage } from '../language/language.ts'
import { useWords } from '../language/words.ts'
import { GROUPS, PAGES, type PageRow } from '../pages.ts'
import { ApplicationSwitcher } from './application-switcher.tsx'
import { Brand } from './brand.tsx'
import { useChosenApplication } from './chosen-application.ts'
import { words } from './words.ts'

const GROUP_NAMES = Object.keys(GROUPS) as (keyof typeof GROUPS)[]

/** Everything that this person may open; the pages of the chosen application below its name. */
export function SideMenu() {
  const t = useWords(words)
  const session = useSession()
  const chosen = useChosenApplication()
  const mine = PAGES.filter(
    (page) => page.hidden !== true && session.kind === 'signedIn' && mayAct(session.role, page.needs ?? 'readOnly'),
  )
  return (
    <div className="side">
      <Brand />
      <nav aria-label={t('menu')}>
        <Groups pages={mine.filter((page) => page.of === 'server')} base="" />
        {mine.some((page) => page.of === 'application') ? <ApplicationSwitcher /> : null}
        {chosen === undefined ? null : (
          <Groups pages={mine.filter((page) => page.of === 'application')} base={`/apps/${chosen.sdkAppId}`} />
        )}
      </nav>
    </div>
  )
}

function Groups({ pages, base }: { readonly pages: readonly PageRow[]; readonly base: string }) {
  const language = useLanguage()
  return GROUP_NAMES.map((group) => {
    const own = pages.filter((page) => page.group === group)
    if (own.length === 0) return null
    return (
      <div key={group} className="side-group">
        <p>{say(GROUPS[group], language)}</p>
        <ul>
          {own.map(({ path, title, icon: Icon }) => (
            <li key={path}>
              <NavLink to={`${base}/${path}`}>
                <Icon />
                <span>{say(title, language)}</span>
              </NavLink>
            </li>
          ))}
        </ul>
      </div>
    )
  })
}
