import { useState } from 'react'
import { path } from '../../api/client.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import type { Key } from './keys.ts'
import { words } from './words.ts'

const HOUR = 3_600_000
const OVERLAPS = [
  ['0', 'none'],
  [String(HOUR), 'hour'],
  [String(24 * HOUR), 'day'],
  [String(7 * 24 * HOUR), 'week'],
  [String(30 * 24 * HOUR), 'month'],
  [String(180 * 24 * HOUR), 'halfYear'],
] as const

/** Lets a key verify for a while longer, then no more. */
export function RetireDialog({
  sdkAppId,
  shown,
  onClose,
}: {
  readonly sdkAppId: number
  readonly shown: Key
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const [overlap, setOverlap] = useState<string>(String(7 * 24 * HOUR))
  const retire = useChange(
    (overlapMs: number) => [
      path`applications/${sdkAppId}/keys/retire`,
      { method: 'POST', body: { keyId: shown.keyId, overlapMs } },
    ],
    'applications',
  )
  return (
    <Modal
      title={t('retireTitle', { key: shown.keyId })}
      open
      onClose={onClose}
      action={{
        text: t('retire'),
        busy: retire.isPending,
        run: () => retire.mutate(Number(overlap), { onSuccess: onClose }),
      }}
    >
      <p>{t('retireText')}</p>
      <Field label={t('overlap')} help={t('overlapHelp')}>
        <PlainSelect
          value={overlap}
          onChange={setOverlap}
          options={OVERLAPS.map(([value, text]) => ({ value: value as string, text: t(text) }))}
        />
      </Field>
      <FailureNote error={retire.error} />
    </Modal>
  )
}
