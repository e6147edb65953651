import { useState } from 'react'
import { Alert } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { useDurations } from '../../pieces/durations.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { words } from './words.ts'

/** What is about to be done to somebody in a group. */
export interface MemberDeed {
  readonly kind: 'mute' | 'unmute' | 'remove' | 'ban' | 'unban'
  readonly userId: string
}

const TEXTS = { mute: 'muteText', remove: 'removeText', ban: 'banText' } as const

/** Asks once more, and how long where that matters. */
export function MemberAction({
  deed: { kind, userId },
  groupId,
  where,
  onClose,
}: {
  readonly deed: MemberDeed
  readonly groupId: string
  readonly where: string
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const { options } = useDurations()
  const [seconds, setSeconds] = useState('3600')
  const userIds = [userId]
  const act = useChange(() => {
    switch (kind) {
      case 'mute':
        return [`${where}/mute`, { method: 'POST', body: { groupId, userIds, seconds: Number(seconds) } }] as const
      case 'unmute':
        return [`${where}/mute`, { method: 'POST', body: { groupId, userIds, seconds: 0 } }] as const
      case 'ban':
        return [`${where}/bans`, { method: 'POST', body: { groupId, userIds, seconds: Number(seconds) } }] as const
      case 'unban':
        return [`${where}/bans`, { method: 'DELETE', body: { groupId, userIds } }] as const
      case 'remove':
        return [`${where}/members`, { method: 'DELETE', body: { groupId, userIds } }] as const
    }
  }, where)
  const isTimed = kind === 'mute' || kind === 'ban'
  return (
    <Modal
      title={t('sure', { action: t(kind), userId })}
      open
      onClose={onClose}
      action={{
        text: t(kind),
        danger: kind === 'remove' || kind === 'ban',
        busy: act.isPending,
        run: () => act.mutate(undefined, { onSuccess: onClose }),
      }}
    >
      {kind in TEXTS ? <Alert theme="warning" message={t(TEXTS[kind as keyof typeof TEXTS])} /> : null}
      {isTimed ? (
        <Field label={t('howLong')}>
          <PlainSelect value={seconds} onChange={setSeconds} options={options} />
        </Field>
      ) : null}
      <FailureNote error={act.error} />
    </Modal>
  )
}
