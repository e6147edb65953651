import { type Chat, createInstance, EVENT } from '@signet/chat'
import { keepHere, keptHere } from '../shell/kept.ts'
import { developmentTicket, type Ticket } from './environment.ts'

/** Who signs in, and how. */
export type Identity =
  | { readonly kind: 'development'; readonly userID: string }
  | { readonly kind: 'ticket'; readonly userID: string; readonly ticket: Ticket }

/** Somebody who is signed in. */
export interface Session {
  readonly chat: Chat
  readonly userID: string
  readonly sdkAppId: number
  readonly isDevelopment: boolean
}

const KEY = 'identity'

/** Signs in; ready when the list of conversations is there. @throws what the server says */
export async function signIn(identity: Identity): Promise<Session> {
  const { userID } = identity
  const isDevelopment = identity.kind === 'development'
  const { sdkAppId, userSig } = isDevelopment ? await developmentTicket(userID) : identity.ticket
  const renewed = async (): Promise<string> => (await developmentTicket(userID)).userSig
  const chat = createInstance({ SDKAppID: sdkAppId, ...(isDevelopment && { getUserSig: renewed }) })
  try {
    const ready = new Promise<void>((resolve) => chat.once(EVENT.SDK_READY, () => resolve()))
    await chat.login({ userID, userSig })
    await ready
  } catch (error) {
    await chat.destroy()
    throw error
  }
  keepHere(KEY, JSON.stringify(identity))
  return { chat, userID, sdkAppId, isDevelopment }
}

/** Signs out, and forgets in this window who it was. */
export async function signOut({ chat }: Session): Promise<void> {
  keepHere(KEY, undefined)
  await chat.destroy()
}

/** Who this window belonged to before it was loaded again. */
export function identityOfWindow(): Identity | undefined {
  try {
    return (JSON.parse(keptHere(KEY) ?? 'null') as Identity | null) ?? undefined
  } catch {
    return undefined
  }
}
