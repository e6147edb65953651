import type { CommandInput, CommandOutput } from '@signet/protocol/rest/commands'
import { fail } from '../../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../../engine/http/rest.ts'
import type { Place } from '../change.ts'
import { changeExtensions, type ExtensionParts, readExtensions } from '../extensions.ts'
import { findByKey, keyOf } from '../message-key.ts'
import { actorOf, type MessageRestParts } from './parts.ts'

type Work = Pick<CommandInput<'openim_msg_ext_http_svc/set_key_values'>, 'OperateType' | 'ExtensionList'>
type Done = CommandOutput<'openim_msg_ext_http_svc/set_key_values'>
type Page = CommandOutput<'openim_msg_ext_http_svc/get_key_values'>

/** What the application wants beside a message: it overwrites whatever is there. */
export async function setKeyValues(parts: ExtensionParts, place: Place, by: string, work: Work): Promise<Done> {
  const { OperateType, ExtensionList = [] } = work
  if (OperateType !== 3 && ExtensionList.length === 0) throw fail('BAD_PARAMETER', 'ExtensionList is missing.')
  const current = OperateType === 3 ? new Map<string, number>() : await seqsOf(parts, place)
  const extensions = ExtensionList.map(({ Key, Value = '' }) => ({
    key: Key,
    value: Value,
    seq: current.get(Key) ?? 0,
  }))
  const { results } = await changeExtensions(
    parts,
    place,
    by,
    OperateType === 1
      ? { do: 'set', extensions }
      : OperateType === 2
        ? { do: 'delete', keys: extensions }
        : { do: 'clear' },
  )
  return {
    ExtensionList: results.map(({ code, key, value, seq }) => ({
      ErrorCode: code,
      Extension: { Key: key, Value: value, Seq: seq },
    })),
  }
}

async function seqsOf({ timeline }: ExtensionParts, place: Place): Promise<Map<string, number>> {
  const seqs = new Map<string, number>()
  for (let startSeq = 0; ; ) {
    const page = await readExtensions(timeline, place, startSeq)
    for (const { key, seq } of page.extensions) seqs.set(key, seq)
    if (page.complete) return seqs
    startSeq = page.extensions.at(-1)!.seq + 1
  }
}

export async function getKeyValues({ timeline }: ExtensionParts, place: Place, startSeq: number): Promise<Page> {
  const { extensions, complete, latestSeq, clearSeq } = await readExtensions(timeline, place, startSeq)
  return {
    ExtensionList: extensions.map(({ key, value, seq }) => ({ Key: key, Value: value, Seq: seq })),
    CompleteFlag: complete ? 1 : 0,
    LatestSeq: latestSeq,
    ClearSeq: clearSeq,
  }
}

type Paths = 'openim_msg_ext_http_svc/set_key_values' | 'openim_msg_ext_http_svc/get_key_values'

/** Server API: keys and values beside private messages. */
export function extensionCommands(parts: MessageRestParts): Pick<RestHandlers, Paths> {
  async function placeOf(
    caller: RestCaller,
    { From_Account, To_Account, MsgKey }: { From_Account: string; To_Account: string; MsgKey: string },
  ): Promise<Place> {
    const { sdkAppId, userId } = await actorOf(parts, caller, From_Account)
    const { channel, window } = await parts.kinds.C2C.open({ sdkAppId, userId }, To_Account)
    const seq = await findByKey(parts.timeline, channel.timeline, keyOf(MsgKey), From_Account)
    if (seq === undefined) throw fail('EXTENSION_NOT_FOUND')
    return { channel, window, seq }
  }
  return {
    async 'openim_msg_ext_http_svc/set_key_values'(caller, input) {
      return await setKeyValues(parts, await placeOf(caller, input), input.From_Account, input)
    },
    async 'openim_msg_ext_http_svc/get_key_values'(caller, input) {
      return await getKeyValues(parts, await placeOf(caller, input), input.StartSeq)
    },
  }
}
