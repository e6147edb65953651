import { useState } from 'react'
import { Alert } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { BodyAndAnswer } from './body-and-answer.tsx'
import type { CommandLine, Endpoint } from './callbacks.ts'
import { words } from './words.ts'

interface Tried {
  readonly ok: boolean
  readonly problem: string
  readonly body: string
  readonly answer: string
  readonly took: number
}

/** Sends made-up values to a URL and shows what it says. */
export function TryOut({
  where,
  endpoint,
  commands,
  onClose,
}: {
  readonly where: string
  readonly endpoint: Endpoint
  readonly commands: readonly CommandLine[]
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const [command, setCommand] = useState(endpoint.commands[0] ?? commands[0]?.command ?? '')
  const send = useChange<undefined, Tried>(
    () => [`${where}/callbacks/try`, { method: 'POST', body: { endpointId: endpoint.endpointId, command } }],
    `${where}/webhook-calls`,
  )
  const tried = send.data
  return (
    <Modal
      title={t('tryTitle')}
      open
      width={640}
      onClose={onClose}
      action={{ text: t('send'), busy: send.isPending, run: () => send.mutate(undefined) }}
    >
      <p>{t('tryText')}</p>
      <Field label={t('callback')}>
        <PlainSelect
          value={command}
          onChange={setCommand}
          options={commands.map((one) => ({ value: one.command, text: one.command }))}
        />
      </Field>
      {tried === undefined ? null : (
        <>
          <Alert
            theme={tried.ok ? 'success' : 'error'}
            message={tried.ok ? t('works', { ms: Math.round(tried.took) }) : t('fails', { why: tried.problem })}
          />
          <BodyAndAnswer body={tried.body} answer={tried.answer} />
        </>
      )}
      <FailureNote error={send.error} />
    </Modal>
  )
}
