import { fail } from '../../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../../engine/http/rest.ts'
import type { Database } from '../../../engine/storage/database.ts'
import { administratorOrigin } from '../../webhooks/origin.ts'
import { readMessage, untilAgreed } from '../change.ts'
import { firstSince } from '../history.ts'
import { findByKey, keyOf } from '../message-key.ts'
import { modify } from '../modify.ts'
import { recall } from '../recall.ts'
import { stateOf } from '../state.ts'
import type { MessageTables } from '../store.ts'
import { actorOf, type MessageRestParts } from './parts.ts'

/** Who has read how far. */
export interface Contacts {
  readonly db: Database<MessageTables>
}

type Path = `openim/${'admin_msgwithdraw' | 'modify_c2c_msg' | 'admin_set_msg_read' | 'c2c_msg_read_receipt'}`

/** Server API: what becomes of private messages after they were sent. */
export function changeCommands(parts: MessageRestParts): Pick<RestHandlers, Path> {
  const viewOf = async (caller: RestCaller, userId: string, peerId: string) => {
    const { sdkAppId } = await actorOf(parts, caller, userId)
    return await parts.kinds.C2C.open({ sdkAppId, userId, origin: administratorOrigin(caller) }, peerId)
  }

  /** @throws RECALL_NOT_FOUND, C2C_KEY_MALFORMED */
  const placeOf = async (caller: RestCaller, input: { From_Account: string; To_Account: string; MsgKey: string }) => {
    const key = keyOf(input.MsgKey)
    const { channel } = await viewOf(caller, input.From_Account, input.To_Account)
    const seq = await findByKey(parts.timeline, channel.timeline, key, input.From_Account)
    if (seq === undefined) throw fail('RECALL_NOT_FOUND')
    // The application sees what the sender deleted for themselves, or never had a copy of.
    return { channel, window: { floor: 0 }, seq }
  }

  return {
    async 'openim/admin_msgwithdraw'(caller, input) {
      const place = await placeOf(caller, input)
      await recall(parts, place, {
        userId: input.From_Account,
        others: true,
        anyTime: true,
        origin: administratorOrigin(caller),
      })
      return {}
    },

    async 'openim/modify_c2c_msg'(caller, input) {
      const { MsgBody: body, CloudCustomData: cloudCustomData } = input
      if (body === undefined && cloudCustomData === undefined) {
        throw fail('C2C_BODY_NO_ARRAY', 'Give MsgBody, CloudCustomData or both.')
      }
      const place = await placeOf(caller, input)
      const by = { userId: input.From_Account, others: true }
      await untilAgreed(async () => {
        const entry = await readMessage(parts.timeline, place, 'RECALL_NOT_FOUND')
        const version = stateOf(entry).edit?.version ?? 0
        return await modify(parts, place, by, { version, body, cloudCustomData }, parts.maxBytes(caller.sdkAppId))
      })
      return {}
    },

    async 'openim/admin_set_msg_read'(caller, { Report_Account, Peer_Account, MsgReadTime }) {
      const view = await viewOf(caller, Report_Account, Peer_Account)
      if (MsgReadTime === undefined) {
        await view.markRead()
        return {}
      }
      const { timeline } = view.channel
      const [head] = await parts.timeline.heads([timeline])
      const first = await firstSince(parts.timeline, timeline, (MsgReadTime + 1) * 1000, head?.seq ?? 0)
      if (first > 1) await view.markRead(first - 1)
      return {}
    },

    async 'openim/c2c_msg_read_receipt'(caller, { Operator_Account, Peer_Account, C2CMsgInfo }) {
      const { channel, receipts } = await viewOf(caller, Operator_Account, Peer_Account)
      const keys = C2CMsgInfo.map(({ MsgKey }) => keyOf(MsgKey))
      const seqs = await Promise.all(keys.map((key) => findByKey(parts.timeline, channel.timeline, key, Peer_Account)))
      const known = seqs.filter((seq) => seq !== undefined)
      if (known.length < seqs.length) throw fail('RECALL_NOT_FOUND')
      await receipts.report(known)
      return {}
    },
  }
}
