import { useWords } from '../../language/words.ts'
import { pretty } from './callbacks.ts'
import { words } from './words.ts'

/** What was sent to a URL, and what it said. Everything is shown as text. */
export function BodyAndAnswer({ body, answer }: { readonly body: string; readonly answer?: string }) {
  const t = useWords(words)
  return (
    <>
      <h3>{t('sent')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <pre className="call-body" tabIndex={0}>
        {pretty(body)}
      </pre>
      {answer === undefined ? null : (
        <>
          <h3>{t('answer')}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
          <pre className="call-body" tabIndex={0}>
            {answer === '' ? t('noAnswer') : pretty(answer)}
          </pre>
        </>
      )}
    </>
  )
}
