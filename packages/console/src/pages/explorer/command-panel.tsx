import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useSdkAppId } from '../../api/applications.ts'
import { useMay } from '../../api/session.ts'
import { useAnswer, useChange } from '../../api/use-api.ts'
import { useLanguage } from '../../language/language.ts'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextArea, TextInput } from '../../pieces/field.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { AnswerPanel, type RestAnswer } from './answer-panel.tsx'
import { CommandForm } from './command-form.tsx'
import { titleOf } from './command-titles.ts'
import { curlOf } from './curl.ts'
import { type Api, type ApiCommand, sample } from './openapi.ts'
import { words } from './words.ts'

/** One command: its body, the call, the answer. */
export function CommandPanel({ command, schemas }: { readonly command: ApiCommand; readonly schemas: Api['schemas'] }) {
  const t = useWords(words)
  const language = useLanguage()
  const sdkAppId = useSdkAppId()
  const mayCall = useMay('operator')
  const where = `applications/${sdkAppId}`
  const { data } = useAnswer<{ readonly administrators: readonly string[]; readonly withReason: readonly string[] }>(
    `${where}/administrators`,
  )
  const [chosen, setChosen] = useState('')
  const [reason, setReason] = useState('')
  const needsReason = data?.withReason.includes(command.path) === true
  const [mode, setMode] = useState<'form' | 'json'>('form')
  const [text, setText] = useState(() => JSON.stringify(sample(command.input, schemas) ?? {}, null, 2))
  const body = parsed(text)
  const administrator = chosen || (data?.administrators[0] ?? '')
  const call = useChange<object, RestAnswer>((given) => [
    `${where}/rest-call`,
    { method: 'POST', body: { command: command.path, administrator, body: given, reason: reason.trim() } },
  ])
  const curl = curlOf({ origin: location.origin, path: command.path, sdkAppId, administrator, body: body.value ?? {} })
  return (
    <>
      <Panel title={<code>{command.path}</code>} text={titleOf(command, language)}>
        {command.note === undefined ? null : (
          <p className="explorer-note" lang="en">
            {command.note}
          </p>
        )}
        <Field label={t('administrator')}>
          <PlainSelect
            value={administrator}
            onChange={setChosen}
            options={(data?.administrators ?? []).map((userId) => ({ value: userId, text: userId }))}
          />
        </Field>
        <Field label={t('mode')}>
          <PlainSelect
            value={mode}
            onChange={setMode}
            options={[
              { value: 'form', text: t('form') },
              { value: 'json', text: t('json') },
            ]}
          />
        </Field>
        {mode === 'json' || body.value === undefined ? (
          <Field label={t('body')} problem={body.value === undefined ? t('notJson', { why: body.problem }) : undefined}>
            <TextArea mono rows={8} value={text} onChange={setText} />
          </Field>
        ) : (
          <CommandForm
            input={command.input}
            schemas={schemas}
            body={body.value}
            onChange={(next) => setText(JSON.stringify(next, null, 2))}
          />
        )}
        {needsReason ? (
          <Field label={t('reason')} help={t('reasonHelp')}>
            <TextInput value={reason} onChange={setReason} maxlength={200} />
          </Field>
        ) : null}
        {mayCall ? (
          <Button
            loading={call.isPending}
            disabled={body.value === undefined || administrator === '' || (needsReason && reason.trim().length < 3)}
            onClick={() => body.value !== undefined && call.mutate(body.value)}
          >
            {t('call')}
          </Button>
        ) : (
          <p className="explorer-note">{t('mayNot')}</p>
        )}
        <FailureNote error={call.error} />
      </Panel>
      {call.data === undefined ? null : <AnswerPanel answer={call.data} />}
      <Panel title={t('curl')} text={t('curlText')} actions={<CopyButton text={curl} label={t('curl')} />}>
        <pre className="explorer-code">{curl}</pre>
      </Panel>
    </>
  )
}

function parsed(text: string): { readonly value?: Record<string, unknown>; readonly problem: string } {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { value: value as Record<string, unknown>, problem: '' }
    }
    return { problem: '{ … }' }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}
