import type { Message } from '../message.ts'
import type { MessageView } from './views.ts'

/** A message in a list, and where it came into it. */
export interface Entry {
  readonly message: Message
  /** The newest place that was taken then. */
  readonly after: number
  /** How many entries there had been. */
  readonly turn: number
  view: MessageView
}

/**
 * The order in which a list shows messages: by place; what has none (failed, or stored nowhere) stays where it came in; what is on its
 * way goes last, as that is where it will be.
 */
export function compareEntries(a: Entry, b: Entry): number {
  return (
    Number(isOnItsWay(a.message)) - Number(isOnItsWay(b.message)) ||
    placeOf(a) - placeOf(b) ||
    Number(a.message.sequence === 0) - Number(b.message.sequence === 0) ||
    a.turn - b.turn
  )
}

const isOnItsWay = ({ status }: Message): boolean => status === 'unSend'

const placeOf = ({ message, after }: Entry): number => message.sequence || after
