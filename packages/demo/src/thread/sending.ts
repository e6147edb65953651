import { type Chat, ChatError, type Message } from '@signet/chat'
import { chatStore } from '@signet/chat/store'
import { useCallback, useSyncExternalStore } from 'react'

/** What is known of a message on its way, beside its status. */
export interface Way {
  /** How much of its file has gone out, 0 to 1. */
  readonly share?: number
  /** Why it did not go. */
  readonly error?: unknown
  readonly isCancelled?: boolean
}

const ways = new Map<string, Way>()
const listeners = new Set<() => void>()

function set(ID: string, way: Way | undefined): void {
  if (way) ways.set(ID, way)
  else ways.delete(ID)
  for (const listener of [...listeners]) listener()
}

/** For the create…Message methods that take a file: `onProgress` before the message, and so its ID, exists. */
export function progress(): { readonly onProgress: (share: number) => void; readonly of: (message: Message) => void } {
  let id = ''
  return {
    onProgress: (share) => {
      if (id !== '') set(id, { share })
    },
    of: (message) => {
      id = message.ID
      set(id, { share: 0 })
    },
  }
}

/** Sends and shows a message; why it failed stands beside it. @returns whether it was sent */
export async function send(chat: Chat, message: Message): Promise<boolean> {
  const before = ways.get(message.ID)
  if (before?.error !== undefined) set(message.ID, undefined)
  try {
    await chatStore(chat).send(message)
    set(message.ID, undefined)
    return true
  } catch (error) {
    set(message.ID, { error, isCancelled: error instanceof ChatError && error.name === 'ABORTED' })
    return false
  }
}

/** Ends the sending of a message, and the upload of its file. */
export async function cancel(chat: Chat, message: Message): Promise<void> {
  await chat.cancelSend(message)
}

/** How a message is on its way; nothing once it is sent. */
export function useWay(ID: string): Way | undefined {
  return useSyncExternalStore(
    useCallback((listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }, []),
    () => ways.get(ID),
  )
}
