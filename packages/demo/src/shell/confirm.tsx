import { useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { useWords } from './language.tsx'
import { shellWords } from './words.ts'

export interface ConfirmProps {
  readonly title: string
  readonly text: string
  /** What the button says: the deed, not "OK". */
  readonly yes: string
  readonly onYes: () => Promise<void>
  readonly onNo: () => void
}

/** Asks before what cannot be undone. */
export function Confirm({ title, text, yes, onYes, onNo }: ConfirmProps) {
  const word = useWords(shellWords)
  const [isBusy, setIsBusy] = useState(false)
  const act = async (): Promise<void> => {
    setIsBusy(true)
    await onYes()
  }
  return (
    <Dialog
      title={title}
      onClose={onNo}
      actions={
        <>
          <Button variant="outline" onClick={onNo}>
            {word.cancel}
          </Button>
          <Button theme="danger" loading={isBusy} onClick={act}>
            {yes}
          </Button>
        </>
      }
    >
      <p>{text}</p>
    </Dialog>
  )
}
