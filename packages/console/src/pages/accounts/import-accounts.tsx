import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Alert, Button, Progress } from 'tdesign-react'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, useFieldInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { saveFile } from '../../pieces/save-file.ts'
import { type ImportState, importRows } from './import-run.ts'
import { readCsv, writeCsv } from './read-csv.ts'
import { words } from './words.ts'

const FIRST = 5

/** Reads a file in the browser and sends it in batches; what was refused can be taken home as a file. */
export function ImportAccounts({
  open,
  onClose,
  where,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly where: string
}) {
  const t = useWords(words)
  const shown = useShown()
  const queries = useQueryClient()
  const [file, setFile] = useState<File>()
  const [state, setState] = useState<ImportState & { readonly total: number; readonly stopped: boolean }>()
  const running = useRef<AbortController>(undefined)

  const run = useMutation({
    mutationFn: async (chosen: File) => {
      const { rows, refused } = readCsv(await chosen.text())
      const bad = refused.map(({ row, userId, why }) => ({ row, userId, reason: t(why) }))
      const total = rows.length + bad.length
      const stop = new AbortController()
      running.current = stop
      const tell = (now: ImportState) =>
        setState({
          ...now,
          done: now.done + bad.length,
          refused: [...bad, ...now.refused].sort((a, b) => a.row - b.row),
          total,
          stopped: stop.signal.aborted,
        })
      tell({ done: 0, imported: 0, refused: [] })
      tell(await importRows(where, rows, { signal: stop.signal, onProgress: tell }))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: where.split('/') }),
  })
  const { reset } = run
  useEffect(() => {
    if (open) return
    running.current?.abort()
    setFile(undefined)
    setState(undefined)
    reset()
  }, [open, reset])

  const over = run.isSuccess && state !== undefined
  return (
    <Modal
      title={t('importTitle')}
      open={open}
      onClose={onClose}
      width={640}
      {...(over
        ? {}
        : {
            action: {
              text: t('importIt'),
              busy: run.isPending,
              disabled: file === undefined,
              run: () => file !== undefined && run.mutate(file),
            },
          })}
    >
      <p>{t('importText')}</p>
      {over ? null : (
        <Field label={t('file')}>
          <FileInput onChoose={setFile} disabled={run.isPending} />
        </Field>
      )}
      {state === undefined ? null : (
        <div role="status">
          <Progress percentage={state.total === 0 ? 100 : Math.floor((100 * state.done) / state.total)} />
          <p>{t('progress', { done: shown.number(state.done), total: shown.number(state.total) })}</p>
          {over && state.total === 0 ? <Alert theme="warning" message={t('emptyFile')} /> : null}
          {over ? (
            <Alert
              theme={state.refused.length === 0 ? 'success' : 'warning'}
              message={`${t('imported', { n: shown.number(state.imported) })} · ${t('refused', { n: shown.number(state.refused.length) })}`}
            />
          ) : null}
          {over && state.stopped ? <p>{t('stopped')}</p> : null}
        </div>
      )}
      {run.isPending ? (
        <Button variant="outline" onClick={() => running.current?.abort()}>
          {t('stop')}
        </Button>
      ) : null}
      <FailureNote error={run.error} />
      {over && state.refused.length > 0 ? <Refused rows={state.refused} /> : null}
    </Modal>
  )
}

function Refused({ rows }: { readonly rows: ImportState['refused'] }) {
  const t = useWords(words)
  const report = () => {
    const lines = rows.map(({ row, userId, reason }) => ({ [t('row')]: row, UserID: userId, [t('reason')]: reason }))
    saveFile('refused.csv', 'text/csv;charset=utf-8', writeCsv(lines))
  }
  return (
    <>
      <p>{t('firstRefused')}</p>
      <ul className="import-refused">
        {rows.slice(0, FIRST).map(({ row, userId, reason }) => (
          <li key={row}>
            {t('row')} {row} · {userId === '' ? null : <code>{userId.slice(0, 64)}</code>} {reason}
          </li>
        ))}
      </ul>
      <Button variant="outline" onClick={report}>
        {t('report')}
      </Button>
    </>
  )
}

function FileInput({
  onChoose,
  disabled,
}: {
  readonly onChoose: (file: File | undefined) => void
  readonly disabled: boolean
}) {
  const own = useFieldInput()
  return (
    <input
      {...own}
      type="file"
      accept=".csv,text/csv,text/plain"
      disabled={disabled}
      onChange={({ target }) => onChoose(target.files?.[0])}
    />
  )
}
