import { useEffect, useRef } from 'react'
import { Button } from 'tdesign-react'
import { path } from '../../api/client.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextArea, TextInput } from '../../pieces/field.tsx'
import { Panel } from '../../pieces/panel.tsx'
import type { ToolProps } from './draft.ts'
import { Explained } from './explained.tsx'
import type { Explanation } from './explanation.ts'
import { words } from './words.ts'

/** Has the server say what it thinks of a ticket. */
export function ExplainTool({ sdkAppId, draft, onDraft }: ToolProps) {
  const t = useWords(words)
  const explain = useChange<{ userSig: string; userId?: string }, Explanation>((body) => [
    path`applications/${sdkAppId}/tickets/explain`,
    { method: 'POST', body },
  ])
  const { mutate } = explain
  const run = (): void =>
    mutate({ userSig: draft.userSig.trim(), ...(draft.userId === '' ? {} : { userId: draft.userId }) })
  const brought = useRef(draft.userSig === '' ? undefined : run)
  useEffect(() => {
    // Who comes here with a ticket wants to know: no second click.
    brought.current?.()
    brought.current = undefined
  }, [])
  return (
    <>
      <Panel title={t('explainTitle')} text={t('explainText')}>
        <form
          className="tool"
          onSubmit={(event) => {
            event.preventDefault()
            run()
          }}
        >
          <Field label={t('result')}>
            <TextArea mono rows={3} value={draft.userSig} onChange={(userSig) => onDraft({ userSig })} />
          </Field>
          <Field label={t('userId')} help={t('userIdHelp')}>
            <TextInput value={draft.userId} onChange={(userId) => onDraft({ userId })} maxlength={64} />
          </Field>
          <FailureNote error={explain.error} />
          <Button tag="button" type="submit" loading={explain.isPending}>
            {t('doExplain')}
          </Button>
        </form>
      </Panel>
      {explain.data === undefined ? null : <Explained told={explain.data} />}
    </>
  )
}
