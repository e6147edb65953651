import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered, Empty } from '../../pieces/states.tsx'
import { BodyAndAnswer } from './body-and-answer.tsx'
import { type LetterLine, useLetters } from './callbacks.ts'
import { words } from './words.ts'

/** Events that no try could deliver. */
export function Letters({ where }: { readonly where: string }) {
  const t = useWords(words)
  const shown = useShown()
  const [trail, setTrail] = useState<readonly string[]>([])
  const [isOpen, setOpen] = useState(false)
  const letters = useLetters(where, trail.at(-1) ?? '')
  const replay = useChange<readonly string[] | undefined, { readonly replayed: number }>(
    (ids) => [`${where}/dead-letters/replay`, { method: 'POST', body: ids === undefined ? {} : { ids } }],
    where,
  )
  const discard = useChange<string>(
    (id) => [`${where}/dead-letters/discard`, { method: 'POST', body: { ids: [id] } }],
    where,
  )
  const read = useChange<string, LetterLine & { readonly body: string }>((id) => [
    `${where}/dead-letters/read`,
    { method: 'POST', body: { id } },
  ])
  const hasAny = (letters.data?.letters.length ?? 0) > 0
  return (
    <Panel
      flush
      title={t('letters')}
      text={t('lettersText')}
      actions={
        hasAny ? (
          <Button size="small" variant="outline" loading={replay.isPending} onClick={() => replay.mutate(undefined)}>
            {t('replayAll')}
          </Button>
        ) : undefined
      }
    >
      {replay.data === undefined ? null : (
        <Alert theme="success" message={t('replayed', { n: replay.data.replayed })} />
      )}
      <FailureNote error={replay.error ?? discard.error} />
      <Answered query={letters}>
        {({ letters: rows, cursor }) => (
          <PagedTable
            label={t('letters')}
            rows={rows}
            keyOf={({ id }) => id}
            empty={<Empty title={t('noLetters')} text={t('noLettersText')} />}
            onPrevious={trail.length === 0 ? undefined : () => setTrail(trail.slice(0, -1))}
            onNext={cursor === undefined ? undefined : () => setTrail([...trail, cursor])}
            columns={[
              { title: t('happened'), tight: true, wide: true, cell: (letter) => shown.time(letter.createdAt) },
              { title: t('callback'), cell: (letter) => <code>{letter.command}</code> },
              { title: t('reason'), cell: (letter) => letter.reason },
              { title: t('attempt'), right: true, wide: true, cell: (letter) => letter.tries },
              {
                title: t('actions'),
                tight: true,
                cell: (letter) => (
                  <div className="row-actions">
                    <Button size="small" variant="text" onClick={() => replay.mutate([letter.id])}>
                      {t('replay')}
                    </Button>
                    <Button
                      size="small"
                      variant="text"
                      onClick={() => {
                        read.mutate(letter.id)
                        setOpen(true)
                      }}
                    >
                      {t('open')}
                    </Button>
                    <Button size="small" variant="text" theme="danger" onClick={() => discard.mutate(letter.id)}>
                      {t('discard')}
                    </Button>
                  </div>
                ),
              },
            ]}
          />
        )}
      </Answered>
      <Modal title={read.data?.command ?? t('callback')} open={isOpen} width={640} onClose={() => setOpen(false)}>
        {read.data === undefined ? null : <BodyAndAnswer body={read.data.body} />}
        <FailureNote error={read.error} />
      </Modal>
    </Panel>
  )
}
