import { clientError } from '../errors.ts'
import type { RemindType } from '../groups/group.ts'
import type { Message } from '../message.ts'
import type { Result, UserResults } from '../result.ts'

/** Methods of the official SDK for which the server has no part, and what that would be. */
export const ABSENT = {
  translateText: 'translation',
  convertVoiceToText: 'speech recognition',
  setAllReceiveMessageOpt: 'quiet hours',
  getAllReceiveMessageOpt: 'quiet hours',
  markGroupMemberList: 'marks of members',
} as const

export type AbsentName = keyof typeof ABSENT

/** When the user wants to be left alone. */
export interface AllReceiveMessageOpt {
  /** One of `TYPES.MSG_REMIND_…`. */
  readonly messageRemindType?: RemindType
  /** 0 to 23, on the user's clock. */
  readonly startHour?: number
  /** 0 to 59. */
  readonly startMinute?: number
  /** 0 to 59. */
  readonly startSecond?: number
  /** Seconds. */
  readonly duration?: number
  /** Every day, not once. */
  readonly isRepeated?: boolean
}

/** Methods that exist so that apps compile and hear a clear error: each rejects with 3122 and changes nothing. */
export interface AbsentMethods {
  /**
   * Rejects with 3122: the server has no translation.
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#translateText
   */
  translateText(options: {
    readonly sourceTextList: readonly string[]
    readonly sourceLanguage: string
    readonly targetLanguage: string
  }): Promise<Result<{ translatedTextList: string[] }>>
  /**
   * Rejects with 3122: the server has no speech recognition.
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#convertVoiceToText
   */
  convertVoiceToText(options: {
    readonly message: Message
    readonly language?: string
  }): Promise<Result<{ result: string }>>
  /**
   * Rejects with 3122: the server has no quiet hours.
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setAllReceiveMessageOpt
   */
  setAllReceiveMessageOpt(options: AllReceiveMessageOpt): Promise<Result<object>>
  /**
   * Rejects with 3122: the server has no quiet hours.
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getAllReceiveMessageOpt
   */
  getAllReceiveMessageOpt(): Promise<Result<AllReceiveMessageOpt>>
  /**
   * Rejects with 3122: members of live rooms have no marks.
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#markGroupMemberList
   */
  markGroupMemberList(options: {
    readonly groupID: string
    readonly userIDList: readonly string[]
    readonly markType: number
    readonly enableMark: boolean
  }): Promise<Result<UserResults>>
}

/** The methods of the table. */
export function absentMethods(): AbsentMethods {
  const methods = Object.entries(ABSENT).map(([name, what]) => {
    const text = `${name} needs ${what}, which this server does not have. See docs/reference/sdk-coverage.md.`
    return [name, async () => Promise.reject(clientError('NOT_AVAILABLE', text))]
  })
  return Object.fromEntries(methods) as AbsentMethods
}
