import './messages.css'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from 'tdesign-react'
import { call } from '../../api/client.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Panel } from '../../pieces/panel.tsx'
import type { GroupPart } from './group.ts'
import { type MessageLine, textOf } from './message-text.ts'
import { words } from './words.ts'

interface Page {
  readonly messages: readonly MessageLine[]
  readonly more: boolean
}

/** Hidden until somebody says why; nothing of it is kept in the page when it is left. */
export function MessagesPanel({ group: { groupId }, where }: GroupPart) {
  const t = useWords(words)
  const shown = useShown()
  const [reason, setReason] = useState('')
  const [page, setPage] = useState<Page | undefined>()
  const look = useMutation({
    mutationFn: (before: number | undefined) =>
      call<Page>(`${where}/messages`, { method: 'POST', body: { groupId, reason: reason.trim(), before } }),
    onSuccess: (next, before) =>
      setPage((old) => ({
        more: next.more,
        messages: before === undefined ? next.messages : [...next.messages, ...(old?.messages ?? [])],
      })),
  })
  const mayLook = reason.trim().length >= 3
  return (
    <Panel
      title={t('history')}
      text={t('historyText')}
      actions={
        page === undefined ? undefined : (
          <Button size="small" variant="outline" onClick={() => setPage(undefined)}>
            {t('hide')}
          </Button>
        )
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (mayLook) look.mutate(undefined)
        }}
      >
        <Field label={t('reason')} help={t('reasonHelp')}>
          <TextInput value={reason} onChange={setReason} maxlength={200} autoComplete="off" />
        </Field>
        <Button tag="button" type="submit" variant="outline" disabled={!mayLook} loading={look.isPending}>
          {t('show')}
        </Button>
      </form>
      <FailureNote error={look.error} />
      {page === undefined ? null : (
        <>
          {page.messages.length === 0 ? <p>{t('noMessages')}</p> : null}
          {page.more ? (
            <Button
              tag="button"
              variant="text"
              disabled={!mayLook}
              loading={look.isPending}
              onClick={() => look.mutate(page.messages[0]?.seq)}
            >
              {t('older')}
            </Button>
          ) : null}
          <ol className="message-lines">
            {page.messages.map((message) => (
              <li key={message.seq}>
                <span className="message-head">
                  <b>{message.from}</b> <time>{shown.time(message.time)}</time> <span>#{message.seq}</span>
                </span>
                {message.recalled ? (
                  <i>{t('recalled')}</i>
                ) : message.isNotice ? (
                  <i>{t('notice')}</i>
                ) : (
                  <p>{textOf(message)}</p>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </Panel>
  )
}
