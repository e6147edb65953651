import { errorByCode } from '@signet/protocol/errors'
import { Failure } from '../failure.ts'

/** The outcome for one of the users that a command was asked about. */
export interface RestItem {
  readonly To_Account: string
  readonly ResultCode: number
  readonly ResultInfo: string
}

/** @example restItem('bob', 31704) // { To_Account: 'bob', ResultCode: 31704, ResultInfo: 'The user was no friend.' } */
export const restItem = (userId: string, code = 0, info?: string): RestItem => ({
  To_Account: userId,
  ResultCode: code,
  ResultInfo: info ?? (code === 0 ? '' : (errorByCode(code)?.text ?? '')),
})

/** Those that were refused; absent when there are none (REST10). */
export function failAccount(items: readonly RestItem[]): { Fail_Account?: string[] } {
  const failed = items.filter(({ ResultCode }) => ResultCode !== 0).map(({ To_Account }) => To_Account)
  return failed.length === 0 ? {} : { Fail_Account: failed }
}

/** Outcomes of a verb as an answer has them. */
export function resultItems(results: readonly { readonly userId: string; readonly code: number }[]) {
  const ResultItem = results.map(({ userId, code }) => restItem(userId, code))
  return { ResultItem, ...failAccount(ResultItem) }
}

/** Does one thing after the other, and answers for each: one refusal does not stop the others. */
export async function eachItem<T extends { readonly To_Account: string }>(
  items: readonly T[],
  work: (item: T) => Promise<number>,
): Promise<{ ResultItem: RestItem[]; Fail_Account?: string[] }> {
  const ResultItem: RestItem[] = []
  for (const item of items) {
    try {
      ResultItem.push(restItem(item.To_Account, await work(item)))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      ResultItem.push(restItem(item.To_Account, error.code, error.message))
    }
  }
  return { ResultItem, ...failAccount(ResultItem) }
}
