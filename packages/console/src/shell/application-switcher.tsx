import { useId } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useApplications } from '../api/applications.ts'
import { useWords } from '../language/words.ts'
import { PAGES } from '../pages.ts'
import { useChosenApplication } from './chosen-application.ts'
import { words } from './words.ts'

/** Where an application is entered when no page of one is open. */
const FIRST = PAGES.find((page) => page.of === 'application')?.path ?? ''

/** Changes the application and stays on the same page of it. */
export function ApplicationSwitcher() {
  const t = useWords(words)
  const id = useId()
  const { data } = useApplications()
  const chosen = useChosenApplication()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const all = data?.applications ?? []
  return (
    <div className="switcher">
      <label htmlFor={id}>{t('application')}</label>
      <select
        id={id}
        value={chosen?.sdkAppId ?? ''}
        disabled={all.length === 0}
        onChange={({ target }) => {
          const page = /^\/apps\/\d+\/([^/]+)/.exec(pathname)?.[1] ?? FIRST
          void navigate(`/apps/${target.value}/${page}`)
        }}
      >
        {chosen === undefined ? (
          <option value="">{t(all.length === 0 ? 'noApplication' : 'chooseApplication')}</option>
        ) : null}
        {all.map(({ sdkAppId, name, state }) => (
          <option key={sdkAppId} value={sdkAppId}>
            {`${name} · ${sdkAppId}${state === 'disabled' ? ` (${t('disabled')})` : ''}`}
          </option>
        ))}
      </select>
    </div>
  )
}
