import { Button } from 'tdesign-react'
import { signOut } from '../../api/session.ts'
import { useWords } from '../../language/words.ts'
import { Frame } from './frame.tsx'
import { PasswordForm } from './password-form.tsx'
import { words } from './words.ts'

/** Nothing is open with a one-time password but its change (CON9). */
export function FirstPassword({ name }: { readonly name: string }) {
  const t = useWords(words)
  return (
    <Frame title={t('chooseTitle')}>
      <p>{t('chooseText')}</p>
      <PasswordForm name={name} current={t('current')} />
      <p className="sign-in-note">
        <Button variant="text" size="small" onClick={() => void signOut()}>
          {t('signOut')}
        </Button>
      </p>
    </Frame>
  )
}
