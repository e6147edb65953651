/** What every asynchronous method resolves with. Failures reject with a `ChatError`. */
export interface Result<T> {
  /** Always 0: whatever fails rejects. */
  readonly code: 0
  /** What the method answers with; `{}` when nothing. */
  readonly data: T
}

export const done = <T>(data: T): Result<T> => ({ code: 0, data })

/** Of several users, whom it worked for. */
export interface SuccessUser {
  /** Who it is. */
  readonly userID: string
}

/** Of several users, whom it did not work for, and why. */
export interface FailureUser {
  /** Who it is. */
  readonly userID: string
  /** The number of the error. */
  readonly code: number
  /** Why, in a sentence. */
  readonly message: string
}

/** What a call about several users came to. */
export interface UserResults {
  /** For whom it worked. */
  readonly successUserIDList: SuccessUser[]
  /** For whom it did not, and why. */
  readonly failureUserIDList: FailureUser[]
}

/** What a call about several conversations came to. */
export interface ConversationResults {
  /** Those for which it worked. */
  readonly successConversationIDList: string[]
  /** Those for which it did not, and why. */
  readonly failureConversationIDList: {
    readonly conversationID: string
    readonly code: number
    readonly message: string
  }[]
}

export function conversationResults(
  results: readonly { readonly conversation: string; readonly code: number }[],
): ConversationResults {
  return {
    successConversationIDList: results.filter(({ code }) => code === 0).map(({ conversation }) => conversation),
    failureConversationIDList: results
      .filter(({ code }) => code !== 0)
      .map(({ conversation: conversationID, code }) => ({
        conversationID,
        code,
        message: `The server refused it for ${conversationID}: ${code}.`,
      })),
  }
}

/** Sorts the answers of the server by whether it worked. `isFine` says which codes count as success beside 0. */
export function userResults(
  results: readonly { readonly userId: string; readonly code: number }[],
  isFine: (code: number) => boolean = () => false,
): UserResults {
  const successUserIDList: SuccessUser[] = []
  const failureUserIDList: FailureUser[] = []
  for (const { userId: userID, code } of results) {
    if (code === 0 || isFine(code)) successUserIDList.push({ userID })
    else failureUserIDList.push({ userID, code, message: `The server refused it for ${userID}: ${code}.` })
  }
  return { successUserIDList, failureUserIDList }
}
