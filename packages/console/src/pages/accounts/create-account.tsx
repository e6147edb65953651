import { useEffect, useState } from 'react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { words } from './words.ts'

const NOTHING = { userId: '', nick: '', faceUrl: '' }

/** Makes one account; the server judges the UserID. */
export function CreateAccount({
  open,
  onClose,
  where,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly where: string
}) {
  const t = useWords(words)
  const [account, setAccount] = useState(NOTHING)
  const create = useChange((input: typeof NOTHING) => [where, { method: 'POST', body: given(input) }] as const, where)
  const { reset } = create
  useEffect(() => {
    if (open) return
    setAccount(NOTHING)
    reset()
  }, [open, reset])
  return (
    <Modal
      title={t('create')}
      open={open}
      onClose={onClose}
      action={{
        text: t('createIt'),
        busy: create.isPending,
        disabled: account.userId === '',
        run: () => create.mutate(account, { onSuccess: onClose }),
      }}
    >
      <Field label={t('userId')} help={t('userIdHelp')}>
        <TextInput
          value={account.userId}
          onChange={(userId) => setAccount({ ...account, userId })}
          maxlength={32}
          autoComplete="off"
          autofocus
        />
      </Field>
      <Field label={t('nick')} help={t('nickHelp')}>
        <TextInput value={account.nick} onChange={(nick) => setAccount({ ...account, nick })} autoComplete="off" />
      </Field>
      <Field label={t('face')}>
        <TextInput
          value={account.faceUrl}
          onChange={(faceUrl) => setAccount({ ...account, faceUrl })}
          autoComplete="off"
        />
      </Field>
      <FailureNote error={create.error} />
    </Modal>
  )
}

/** What was left empty is not sent. */
const given = (input: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== ''))
