import { useState } from 'react'
import { Alert } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextArea } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { words } from './words.ts'

interface Added {
  /** 0: not added; 1: added; 2: was a member; 3: asked. */
  readonly results: readonly { readonly userId: string; readonly result: number }[]
}

/** Brings people in as the application does; says who did not come. */
export function AddMembers({
  groupId,
  where,
  onClose,
}: {
  readonly groupId: string
  readonly where: string
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const [text, setText] = useState('')
  const userIds = [...new Set(text.split(/[\n,]/).map((line) => line.trim()))].filter((userId) => userId !== '')
  const add = useChange<void, Added>(
    () => [`${where}/members`, { method: 'POST', body: { groupId, userIds } }] as const,
    where,
  )
  const outside = (result: number): string =>
    (add.data?.results ?? [])
      .filter((row) => row.result === result)
      .map(({ userId }) => userId)
      .join(', ')
  const [left, asked] = [outside(0), outside(3)]
  const finish = ({ results }: Added) => {
    if (results.every(({ result }) => result === 1 || result === 2)) onClose()
  }
  return (
    <Modal
      title={t('addMembers')}
      open
      onClose={onClose}
      action={{
        text: t('add'),
        busy: add.isPending,
        disabled: userIds.length === 0 || userIds.length > 100,
        run: () => add.mutate(undefined, { onSuccess: finish }),
      }}
    >
      <Field label={t('userIds')} help={t('userIdsHelp')}>
        <TextArea value={text} onChange={setText} rows={5} mono />
      </Field>
      {left === '' ? null : <Alert theme="warning" message={t('notAdded', { ids: left })} />}
      {asked === '' ? null : <Alert theme="info" message={t('asked', { ids: asked })} />}
      <FailureNote error={add.error} />
    </Modal>
  )
}
