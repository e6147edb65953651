import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Modal } from '../../pieces/modal.tsx'
import type { WordLine } from './page.tsx'
import { words } from './words.ts'

/** Asks once more. */
export function RemoveWord({
  word: { keyword, isPattern, library },
  where,
  onClose,
}: {
  readonly word: WordLine
  readonly where: string
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const body = { words: [{ keyword, isPattern, library }] }
  const remove = useChange(() => [where, { method: 'DELETE', body }] as const, where)
  return (
    <Modal
      title={`${t('remove')}: ${keyword}`}
      open
      onClose={onClose}
      action={{
        text: t('remove'),
        danger: true,
        busy: remove.isPending,
        run: () => remove.mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <p>{t('removeText')}</p>
      <FailureNote error={remove.error} />
    </Modal>
  )
}
