import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextArea } from '../../pieces/field.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { words } from './words.ts'

interface Verdict {
  readonly outcome: 'passes' | 'replaced' | 'blocked'
  readonly text: string
  readonly words: readonly { readonly keyword: string; readonly action: 'replace' | 'block' | 'report' }[]
}

const THEMES = { passes: 'success', replaced: 'warning', blocked: 'error' } as const

/** What would become of a text. */
export function TryText({ where }: { readonly where: string }) {
  const t = useWords(words)
  const [text, setText] = useState('')
  const attempt = useChange<void, Verdict>(() => [`${where}/try`, { method: 'POST', body: { text } }] as const)
  const verdict = attempt.data
  const found = verdict?.words.map(({ keyword, action }) => `${keyword} (${t(action)})`).join(', ') ?? ''
  return (
    <Panel title={t('tryTitle')} text={t('tryText')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (text !== '') attempt.mutate()
        }}
      >
        <Field label={t('sample')}>
          <TextArea value={text} onChange={setText} rows={2} />
        </Field>
        <Button tag="button" type="submit" variant="outline" disabled={text === ''} loading={attempt.isPending}>
          {t('tryIt')}
        </Button>
      </form>
      <FailureNote error={attempt.error} />
      {verdict === undefined ? null : (
        <div role="status">
          <Alert theme={THEMES[verdict.outcome]} message={t(verdict.outcome, { text: verdict.text })} />
          {found === '' ? null : <p>{t('found', { words: found })}</p>}
        </div>
      )}
    </Panel>
  )
}
