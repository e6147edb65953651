import { Alert } from 'tdesign-react'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { words } from './words.ts'

export interface RestAnswer {
  readonly answer: { readonly ActionStatus?: string; readonly ErrorCode?: number; readonly ErrorInfo?: string }
  /** ms */
  readonly took: number
  /** What its ErrorCode means, and what to do. */
  readonly error?: { readonly name: string; readonly text: string; readonly advice: string }
}

/** What a command was answered with. */
export function AnswerPanel({ answer: { answer, took, error } }: { readonly answer: RestAnswer }) {
  const t = useWords(words)
  const text = JSON.stringify(answer, null, 2)
  const code = answer.ErrorCode ?? 0
  return (
    <Panel
      title={t('answer')}
      text={t('answered', { ms: Math.max(1, Math.round(took)) })}
      actions={<CopyButton text={text} label={t('answer')} />}
    >
      <div role="status">
        {code === 0 ? (
          <Alert theme="success" title={t('succeeded')} message={answer.ActionStatus} />
        ) : (
          <Alert
            theme="error"
            title={t('refused', { code, name: error?.name ?? '' })}
            message={error === undefined ? answer.ErrorInfo : `${answer.ErrorInfo} ${error.advice}`}
          />
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <pre className="explorer-code" tabIndex={0}>
        {text}
      </pre>
    </Panel>
  )
}
