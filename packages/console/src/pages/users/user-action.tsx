import { Alert } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { OneTimePassword } from './one-time-password.tsx'
import { words } from './words.ts'

/** What is about to be done to a console user. */
export type UserDeed = 'reset' | 'disable' | 'enable' | 'remove'

/** Asks once more. */
export function UserAction(props: { readonly deed: UserDeed; readonly name: string; readonly onClose: () => void }) {
  const { deed, name, onClose } = props
  const t = useWords(words)
  const act = useChange<void, { readonly password?: string }>(() => {
    switch (deed) {
      case 'reset':
        return ['users/reset', { method: 'POST', body: { name } }] as const
      case 'remove':
        return ['users', { method: 'DELETE', body: { name } }] as const
      case 'disable':
      case 'enable':
        return ['users', { method: 'PATCH', body: { name, disabled: deed === 'disable' } }] as const
    }
  }, 'users')
  const password = act.data?.password
  if (password !== undefined) return <OneTimePassword name={name} password={password} onClose={onClose} />
  return (
    <Modal
      title={`${t(deed)}: ${name}`}
      open
      onClose={onClose}
      action={{
        text: t(deed),
        danger: deed === 'remove' || deed === 'disable',
        busy: act.isPending,
        run: () => act.mutate(undefined, { onSuccess: () => deed !== 'reset' && onClose() }),
      }}
    >
      <Alert theme={deed === 'enable' ? 'info' : 'warning'} message={t(`${deed}Text`)} />
      <FailureNote error={act.error} />
    </Modal>
  )
}
