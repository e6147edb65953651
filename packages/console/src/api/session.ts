import { mayAct, type Role } from '@signet/protocol/console/roles'
import { useSyncExternalStore } from 'react'
import { call, onSessionEnded, setToken } from './client.ts'

/** Who sits here. */
export type Session =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable' }
  /** `ended`: there was a session, and it is over. */
  | { readonly kind: 'signedOut'; readonly ended: boolean }
  | {
      readonly kind: 'signedIn'
      readonly name: string
      readonly role: Role
      /** Nothing but choosing a password is open. */
      readonly mustChange: boolean
      /** Nothing but setting up a second factor is open. */
      readonly mustEnrol: boolean
    }

interface WhoAmI {
  readonly signedIn: boolean
  readonly name?: string
  readonly role?: Role
  readonly mustChange?: boolean
  readonly mustEnrol?: boolean
  readonly csrfToken?: string
}

let current: Session = { kind: 'asking' }
const listeners = new Set<() => void>()

function become(next: Session): void {
  current = next
  for (const listener of listeners) listener()
}

function take(answer: WhoAmI): void {
  setToken(answer.csrfToken ?? '')
  const { signedIn, name = '', role = 'readOnly', mustChange = false, mustEnrol = false } = answer
  become(signedIn ? { kind: 'signedIn', name, role, mustChange, mustEnrol } : { kind: 'signedOut', ended: false })
}

onSessionEnded(() => become({ kind: 'signedOut', ended: true }))

/** Asks who sits here; called once at the start, and to try again. */
export async function askWhoAmI(): Promise<void> {
  try {
    take(await call<WhoAmI>('session'))
  } catch {
    become({ kind: 'unreachable' })
  }
}

/** @throws ApiFailure */
export async function signIn(credentials: {
  readonly name: string
  readonly password: string
  readonly code?: string
}): Promise<void> {
  take(await call<WhoAmI>('session', { method: 'POST', body: credentials }))
}

/** @throws ApiFailure */
export async function changePassword(passwords: {
  readonly current: string
  readonly password: string
}): Promise<void> {
  take(await call<WhoAmI>('password', { method: 'POST', body: passwords }))
}

/** @throws ApiFailure */
export async function signOut(): Promise<void> {
  take(await call<WhoAmI>('session', { method: 'DELETE' }))
}

export const useSession = (): Session =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )

/** Whether who is signed in may do what takes this role. The server decides; the page only hides what would be refused. */
export function useMay(role: Role): boolean {
  const session = useSession()
  return session.kind === 'signedIn' && mayAct(session.role, role)
}
