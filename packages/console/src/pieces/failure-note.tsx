import { Alert } from 'tdesign-react'
import { useWords } from '../language/words.ts'
import { sayFailure } from './failure-text.ts'
import { words } from './words.ts'

/** Why a change was refused, where the person looks; nothing while nothing is wrong. */
export function FailureNote({ error }: { readonly error: unknown }) {
  const t = useWords(words)
  if (error === null || error === undefined) return null
  return (
    <div className="failure-note" role="alert">
      <Alert theme="error" message={sayFailure(error, t)} />
    </div>
  )
}
