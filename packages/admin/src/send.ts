import { ERRORS } from '@signet/protocol/errors'
import type { Answer, Call, CallOptions, CommandInput } from './call.ts'
import { chunksOf } from './chunks.ts'
import { AdminError } from './errors.ts'

type Batch = CommandInput<'openim/batchsendmsg'>

/** Fields of openim/sendmsg; MsgRandom is made when it is absent. */
export type Message = Omit<CommandInput<'openim/sendmsg'>, 'MsgRandom'> & { readonly MsgRandom?: number }

/** Fields of group_open_http_svc/send_group_msg; Random is made when it is absent. */
export type GroupMessage = Omit<CommandInput<'group_open_http_svc/send_group_msg'>, 'Random'> & {
  readonly Random?: number
}

/** Fields of openim/batchsendmsg without the receivers; MsgRandom is made when it is absent. */
export type MessageToMany = Omit<Batch, 'MsgRandom' | 'To_Account'> & { readonly MsgRandom?: number }

/** Options of `sendToMany`. */
export interface SendToManyOptions extends CallOptions {
  /** Told after every 500 receivers and at the end. */
  readonly onProgress?: (progress: { readonly done: number; readonly failed: number }) => void
}

/** Outcome of `sendToMany`. */
export interface SendToManyOutcome {
  readonly sent: number
  readonly failed: readonly { readonly userId: string; readonly code: number }[]
}

/** Receivers of one call. */
const MOST = 500

/** @example textBody('hello') // [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hello' } }] */
export const textBody = (text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: text } }]

/** Any uint32 but 0, which other services take for none. */
const random = (): number => 1 + Math.floor(Math.random() * 0xffff_ffff)

export const sendMessage = (call: Call, message: Message, options?: CallOptions): Promise<Answer<'openim/sendmsg'>> =>
  call('openim/sendmsg', { MsgRandom: random(), ...message }, options)

export const sendGroupMessage = (
  call: Call,
  message: GroupMessage,
  options?: CallOptions,
): Promise<Answer<'group_open_http_svc/send_group_msg'>> =>
  call('group_open_http_svc/send_group_msg', { Random: random(), ...message }, options)

export async function sendToMany(
  call: Call,
  receivers: Iterable<string>,
  message: MessageToMany,
  options: SendToManyOptions = {},
): Promise<SendToManyOutcome> {
  const MsgRandom = random()
  const failed: { userId: string; code: number }[] = []
  let done = 0
  for await (const To_Account of chunksOf(new Set(receivers), MOST)) {
    failed.push(...(await sendToChunk(call, { MsgRandom, ...message, To_Account }, options)))
    done += To_Account.length
    options.onProgress?.({ done, failed: failed.length })
  }
  return { sent: done - failed.length, failed }
}

/** @returns the receivers that failed */
async function sendToChunk(call: Call, input: Batch, options: CallOptions) {
  try {
    const { ErrorList = [] } = await call('openim/batchsendmsg', input, options)
    return ErrorList.map(({ To_Account, ErrorCode }) => ({ userId: To_Account, code: ErrorCode }))
  } catch (error) {
    // Of 500 of whom none is an account the server speaks as of a call that is wrong: here others may follow.
    if (!(error instanceof AdminError) || error.name !== 'C2C_RECEIVER_UNKNOWN') throw error
    return input.To_Account.map((userId) => ({ userId, code: ERRORS.ACCOUNT_NOT_FOUND.code }))
  }
}
