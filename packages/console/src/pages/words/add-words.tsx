import { useState } from 'react'
import { Alert } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextArea, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import type { WordLine } from './page.tsx'
import { words } from './words.ts'

const MOST = 1000

/** Adds words, one on each line; those that are there already get what is new about them. */
export function AddWords({ where, onClose }: { readonly where: string; readonly onClose: () => void }) {
  const t = useWords(words)
  const [text, setText] = useState('')
  const [kind, setKind] = useState<'plain' | 'pattern'>('plain')
  const [action, setAction] = useState<WordLine['action']>('block')
  const [replaced, setReplaced] = useState('***')
  const keywords = [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
  const body = {
    words: keywords.map((keyword) => ({
      keyword,
      isPattern: kind === 'pattern',
      action,
      ...(action === 'replace' ? { replaced } : {}),
    })),
  }
  const add = useChange(() => [where, { method: 'POST', body }] as const, where)
  return (
    <Modal
      title={t('add')}
      open
      onClose={onClose}
      action={{
        text: t('addIt'),
        busy: add.isPending,
        disabled: keywords.length === 0 || keywords.length > MOST,
        run: () => add.mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <Field label={t('kind')}>
        <PlainSelect
          value={kind}
          onChange={setKind}
          options={(['plain', 'pattern'] as const).map((value) => ({ value, text: t(value) }))}
        />
      </Field>
      <Field label={t('list')} help={t(kind === 'plain' ? 'listHelp' : 'patternHelp')}>
        <TextArea value={text} onChange={setText} rows={6} mono={kind === 'pattern'} />
      </Field>
      <Field label={t('action')}>
        <PlainSelect
          value={action}
          onChange={setAction}
          options={(['block', 'replace', 'report'] as const).map((value) => ({ value, text: t(value) }))}
        />
      </Field>
      {action === 'replace' ? (
        <Field label={t('replacement')}>
          <TextInput value={replaced} onChange={setReplaced} maxlength={200} autoComplete="off" />
        </Field>
      ) : null}
      {action === 'report' ? <Alert theme="info" message={t('reportText')} /> : null}
      <FailureNote error={add.error} />
    </Modal>
  )
}
