import { clientError } from '../errors.ts'
import type { Message } from '../message.ts'
import { TYPES } from '../type-constants.ts'

/** What to look for. Upper and lower case are the same. */
export interface Keywords {
  /** At most 5. */
  readonly keywordList?: readonly string[]
  /** Whether one of them is enough (`or`, the default), or all must be found (`and`). */
  readonly keywordListMatchType?: 'or' | 'and'
}

const MOST = 5

/** Whether texts hold the keywords; without keywords everything does. @throws {ChatError} 2905 for more than five */
export function matcher({ keywordList = [], keywordListMatchType }: Keywords): (texts: readonly string[]) => boolean {
  if (!Array.isArray(keywordList) || keywordList.length > MOST || keywordList.some((word) => typeof word !== 'string'))
    throw clientError('INVALID_OPERATION', `keywordList must be a list of at most ${MOST} texts.`)
  const words = keywordList.map((word: string) => word.toLowerCase()).filter((word) => word !== '')
  return (texts) => {
    if (words.length === 0) return true
    const all = texts.map((text) => text.toLowerCase())
    const isFound = (word: string): boolean => all.some((text) => text.includes(word))
    return keywordListMatchType === 'and' ? words.every(isFound) : words.some(isFound)
  }
}

/** What of a message is looked through. */
export function textsOf(message: Message): string[] {
  if (message.isRevoked) return []
  switch (message.type) {
    case TYPES.MSG_TEXT:
      return [message.payload.text]
    case TYPES.MSG_FILE:
      return [message.payload.fileName]
    case TYPES.MSG_LOCATION:
      return [message.payload.description]
    case TYPES.MSG_CUSTOM:
      return [message.payload.data, message.payload.description, message.payload.extension]
    case TYPES.MSG_MERGER:
      return [message.payload.title, ...message.payload.abstractList]
    default:
      return []
  }
}

/** A page of what was found. `cursor` is '' on the last one. */
export interface Found<T> {
  readonly totalCount: number
  readonly cursor: string
  readonly searchResultList: T[]
}

/** The page of a list that begins at `cursor`. */
export function pageOf<T>(all: readonly T[], cursor: string | undefined, count: number): Found<T> {
  const from = Math.max(0, Number(cursor) || 0)
  const next = from + count
  return {
    totalCount: all.length,
    cursor: next < all.length ? String(next) : '',
    searchResultList: all.slice(from, next),
  }
}
