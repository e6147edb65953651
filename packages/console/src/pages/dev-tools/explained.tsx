import { Alert, Tag } from 'tdesign-react'
import { useLanguage } from '../../language/language.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { Facts } from '../../pieces/facts.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { words as keyWords } from '../keys/words.ts'
import { adviceWords } from './advice-words.ts'
import type { Explanation } from './explanation.ts'
import { words } from './words.ts'

const THEMES = { passed: 'success', failed: 'danger', unknown: 'default' } as const

/** What a login would be told, what to do, every check, and what stands in the ticket. */
export function Explained({ told }: { readonly told: Explanation }) {
  const t = useWords(words)
  const shown = useShown()
  const state = useWords(keyWords)
  const { login, key, issuedAt, expiresAt } = told
  return (
    <>
      <div className="outcome" role="status">
        <Verdict login={login} />
      </div>
      <Panel title={t('checks')}>
        <ul className="checks">
          {told.checks.map(({ check, outcome, message }) => (
            <li key={check}>
              <Tag theme={THEMES[outcome]} variant="light">
                {t(outcome)}
              </Tag>
              <span>
                {t(check === 'key' ? 'keyCheck' : check)}
                {check === 'key' && outcome !== 'unknown' ? (
                  <span className="faint">
                    {key === undefined ? t('noKey') : t('matched', { key: key.keyId, state: state(key.state) })}
                  </span>
                ) : null}
                {message === undefined ? null : (
                  <span className="faint" lang="en">
                    {message}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('fields')}>
        {Object.keys(told.fields).length === 0 ? (
          <p>{t('noFields')}</p>
        ) : (
          <Facts
            rows={[
              [t('issued'), issuedAt === undefined ? undefined : shown.time(issuedAt * 1000)],
              [t('expires'), expiresAt === undefined ? undefined : shown.time(expiresAt * 1000)],
              [t('clock'), issuedAt === undefined ? undefined : <Clock key="clock" seconds={told.now - issuedAt} />],
              ...Object.entries(told.fields).map(
                ([name, value]) =>
                  [
                    name,
                    <span key={name} className="mono">
                      {String(value)}
                    </span>,
                  ] as const,
              ),
            ]}
          />
        )}
      </Panel>
    </>
  )
}

function Verdict({ login }: Pick<Explanation, 'login'>) {
  const t = useWords(words)
  const language = useLanguage()
  if (login.ok) return <Alert theme="success" message={t('wouldLogin', { user: login.userId })} />
  const advice = adviceWords[login.name]?.[language] ?? login.advice
  return (
    <Alert
      theme="error"
      title={t('wouldFail', { code: login.code, name: login.name })}
      message={
        <>
          {/* The server's own words, as a log of the app has them. */}
          <p lang="en">{login.message}</p>
          <p>
            <b>{t('whatToDo')}</b>: {advice}
          </p>
        </>
      }
    />
  )
}

function Clock({ seconds }: { readonly seconds: number }) {
  const t = useWords(words)
  return seconds < 0 ? t('clockAhead', { n: -seconds }) : t('clockAge', { n: seconds })
}
