import type { MessageView } from '@signet/chat/react'

/** The message that another one answers. */
export interface Quote {
  readonly messageID: string
  /** One line of it, as it was then. */
  readonly abstract: string
  readonly sender: string
}

const MOST_ABSTRACT = 100

/** A quote as it travels beside the answer: the form that widespread kits read and write. */
export function quoteData(message: MessageView, abstract: string, sender: string): string {
  const short = abstract.length > MOST_ABSTRACT ? `${abstract.slice(0, MOST_ABSTRACT)}…` : abstract
  const { ID, type, time, sequence } = message
  const messageReply = {
    messageID: ID,
    messageAbstract: short,
    messageSender: sender,
    messageType: type,
    messageTime: time,
    messageSequence: sequence,
    version: 1,
  }
  return JSON.stringify({ messageReply })
}

/** What a message answers. Others wrote it: whatever is not as it should be is no quote. */
export function quoteOf({ cloudCustomData }: Pick<MessageView, 'cloudCustomData'>): Quote | undefined {
  if (cloudCustomData === '') return undefined
  try {
    const { messageReply } = JSON.parse(cloudCustomData) as { messageReply?: Record<string, unknown> }
    const { messageID, messageAbstract, messageSender } = messageReply ?? {}
    if (typeof messageID !== 'string' || messageID === '') return undefined
    const text = (value: unknown): string => (typeof value === 'string' ? value : '')
    return { messageID, abstract: text(messageAbstract), sender: text(messageSender) }
  } catch {
    return undefined
  }
}
