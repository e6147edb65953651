import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Button } from 'tdesign-react'
import { askWhoAmI, useSession } from '../api/session.ts'
import { useWords } from '../language/words.ts'
import { FirstFactor } from '../pages/sign-in/first-factor.tsx'
import { FirstPassword } from '../pages/sign-in/first-password.tsx'
import { SignIn } from '../pages/sign-in/sign-in.tsx'
import { Loading, Problem } from '../pieces/states.tsx'
import { Routing } from './routing.tsx'
import { words } from './words.ts'

/** Who is not signed in sees nothing but the sign-in; with a one-time password nothing but its change (CON9). */
export function Door() {
  const session = useSession()
  const t = useWords(words)
  const queries = useQueryClient()
  const signedOut = session.kind === 'signedOut'
  useEffect(() => {
    // What the one before saw is not shown to the next.
    if (signedOut) queries.clear()
  }, [signedOut, queries])

  switch (session.kind) {
    case 'asking':
      return <Loading />
    case 'unreachable':
      return (
        <Problem title={t('unreachable')} text={t('unreachableHelp')}>
          <Button onClick={() => void askWhoAmI()}>{t('again')}</Button>
        </Problem>
      )
    case 'signedOut':
      return <SignIn ended={session.ended} />
    case 'signedIn':
      if (session.mustChange) return <FirstPassword name={session.name} />
      return session.mustEnrol ? <FirstFactor /> : <Routing />
  }
}
