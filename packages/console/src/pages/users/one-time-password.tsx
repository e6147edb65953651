import { Alert } from 'tdesign-react'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { words } from './words.ts'

/** Shows a password once. */
export function OneTimePassword(props: {
  readonly name: string
  readonly password: string
  readonly onClose: () => void
}) {
  const { name, password, onClose } = props
  const t = useWords(words)
  const title = t('oneTime', { name })
  return (
    <Modal title={title} open onClose={onClose}>
      <Alert theme="warning" message={t('oneTimeText')} />
      <p>
        <code>{password}</code> <CopyButton text={password} label={title} />
      </p>
    </Modal>
  )
}
