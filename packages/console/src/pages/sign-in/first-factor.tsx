import { Button } from 'tdesign-react'
import { askWhoAmI, signOut } from '../../api/session.ts'
import { useWords } from '../../language/words.ts'
import { SetUpFactor } from '../own/set-up-factor.tsx'
import { Frame } from './frame.tsx'
import { words } from './words.ts'

/** Nothing is open to who has no second factor where everybody has to have one (CON9). */
export function FirstFactor() {
  const t = useWords(words)
  return (
    <Frame title={t('factorTitle')}>
      <p>{t('factorText')}</p>
      <SetUpFactor onDone={() => void askWhoAmI()} />
      <p className="sign-in-note">
        <Button variant="text" size="small" onClick={() => void signOut()}>
          {t('signOut')}
        </Button>
      </p>
    </Frame>
  )
}
