import { ChatProvider } from '@signet/chat/react'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { type Environment, readEnvironment } from '../sign-in/environment.ts'
import { type Identity, identityOfWindow, type Session, signIn, signOut } from '../sign-in/session.ts'
import { SignIn } from '../sign-in/sign-in.tsx'
import { useWords } from './language.tsx'
import { go, useRoute } from './route.ts'
import { SessionProvider } from './session-context.ts'
import { useToast } from './toast.tsx'
import { shellWords } from './words.ts'

// What a signed-in user needs comes while they choose who they are.
const Workspace = lazy(() => import('./workspace.tsx'))
const GuestRoom = lazy(() => import('../room/guest-room.tsx'))

type Stage =
  | { readonly kind: 'loading' }
  | { readonly kind: 'out'; readonly environment: Environment }
  | { readonly kind: 'in'; readonly session: Session }

/** Who is here decides what is shown: a guest of a live room, a stranger, or a user. */
export function App() {
  const word = useWords(shellWords)
  const say = useToast()
  const route = useRoute()
  const [stage, setStage] = useState<Stage>({ kind: 'loading' })

  const asked = route.kind === 'as' ? route.userID : undefined
  useEffect(() => {
    document.title = word.title
  }, [word])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a window begins once; what the address says later is for who is in it.
  useEffect(() => {
    let isOver = false
    const begin = async (): Promise<Stage> => {
      const environment = await readEnvironment()
      const identity: Identity | undefined =
        asked !== undefined && environment.development ? { kind: 'development', userID: asked } : identityOfWindow()
      if (identity === undefined) return { kind: 'out', environment }
      try {
        const session = await signIn(identity)
        if (asked !== undefined) go({ kind: 'home' })
        return { kind: 'in', session }
      } catch (error) {
        void say.failing(() => Promise.reject(error))
        return { kind: 'out', environment }
      }
    }
    void begin().then((next) => {
      if (!isOver) setStage(next)
      else if (next.kind === 'in') void next.session.chat.destroy()
    })
    return () => {
      isOver = true
    }
  }, [])

  const leave = useCallback((session: Session) => {
    void signOut(session)
    go({ kind: 'home' })
    setStage({ kind: 'loading' })
    void readEnvironment().then((environment) => setStage({ kind: 'out', environment }))
  }, [])

  const waiting = <p className="page-note">{word.loading}</p>
  if (route.kind === 'watch' && stage.kind !== 'in')
    return (
      <Suspense fallback={waiting}>
        <GuestRoom sdkAppId={route.sdkAppId} groupID={route.groupID} />
      </Suspense>
    )
  if (stage.kind === 'loading') return waiting
  if (stage.kind === 'out')
    return (
      <SignIn
        environment={stage.environment}
        onSignedIn={(session) => {
          if (asked !== undefined) go({ kind: 'home' })
          setStage({ kind: 'in', session })
        }}
      />
    )
  const { session } = stage
  return (
    <ChatProvider chat={session.chat}>
      <SessionProvider value={session}>
        <Suspense fallback={waiting}>
          <Workspace onLeave={() => leave(session)} />
        </Suspense>
      </SessionProvider>
    </ChatProvider>
  )
}
