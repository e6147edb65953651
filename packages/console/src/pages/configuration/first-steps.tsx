import { Link } from 'react-router'
import { useApplications } from '../../api/applications.ts'
import { useWords } from '../../language/words.ts'
import { CheckIcon } from '../../pieces/icons.ts'
import { Panel } from '../../pieces/panel.tsx'
import { words } from './words.ts'

/** What is left to do until the first user is in; what is done says so. */
export function FirstSteps({ sdkAppId }: { readonly sdkAppId: number }) {
  const t = useWords(words)
  const keys = useApplications().data?.applications.find((app) => app.sdkAppId === sdkAppId)?.keys ?? []
  const steps = [
    { to: 'keys', title: t('stepKey'), text: t('stepKeyText'), done: keys.some(({ state }) => state === 'active') },
    {
      to: 'dev-tools',
      title: t('stepSign'),
      text: t('stepSignText'),
      done: keys.some((key) => key.lastUsedAt !== undefined),
    },
    { to: 'dev-tools?tool=code', title: t('stepCode'), text: t('stepCodeText'), done: false },
  ]
  return (
    <Panel title={t('steps')}>
      <ol className="steps">
        {steps.map(({ to, title, text, done }) => (
          <li key={to} className={done ? 'step step-done' : 'step'}>
            <span className="step-mark" aria-hidden="true">
              {done ? <CheckIcon /> : null}
            </span>
            <span>
              <Link to={`/apps/${sdkAppId}/${to}`}>{title}</Link>
              {done ? <span className="visually-hidden"> ({t('done')})</span> : null}
              <span className="faint">{text}</span>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
