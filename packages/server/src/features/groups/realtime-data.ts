import { type Handlers, RawJson } from '../../engine/realtime/dispatch.ts'
import type { Session } from '../../engine/realtime/session.ts'
import { type AttributeChange, changeAttributes, readAttributes } from './attributes.ts'
import { callerOf, selfOf } from './caller.ts'
import { deleteCounters, readCounters, updateCounters } from './counters.ts'
import type { Groups } from './create-groups.ts'
import { pinMessage, pinnedMessages } from './pins/pins.ts'

type Ops =
  | 'group.pin'
  | 'group.pinned'
  | 'group.attributes'
  | 'group.setAttributes'
  | 'group.modifyAttributes'
  | 'group.deleteAttributes'
  | 'group.clearAttributes'
  | 'group.counters'
  | 'group.updateCounters'
  | 'group.deleteCounters'

/** Socket requests about what apps keep in a group. */
export function dataHandlers(groups: Groups): Pick<Handlers, Ops> {
  const change = (session: Session, groupId: string, wish: AttributeChange, seq: number | undefined) =>
    changeAttributes(groups, groups.attributeRate, callerOf(session), groupId, wish, seq)
  return {
    async 'group.pin'(session, { groupId, seq, on }) {
      const view = await groups.conversations.open(selfOf(session), groupId)
      await pinMessage(groups, view, groupId, seq, on)
      return {}
    },
    async 'group.pinned'(session, { groupId }) {
      const view = await groups.conversations.open(selfOf(session), groupId)
      return new RawJson(JSON.stringify({ pins: await pinnedMessages(groups, view, groupId) }))
    },

    'group.attributes': (session, { groupId, keys }) => readAttributes(groups, callerOf(session), groupId, keys),

    'group.setAttributes': (session, { groupId, items, seq }) => change(session, groupId, { kind: 'set', items }, seq),

    'group.modifyAttributes': (session, { groupId, items, seq }) =>
      change(session, groupId, { kind: 'modify', items }, seq),

    'group.deleteAttributes': (session, { groupId, keys, seq }) =>
      change(session, groupId, { kind: 'delete', keys }, seq),

    'group.clearAttributes': (session, { groupId, seq }) => change(session, groupId, { kind: 'clear' }, seq),

    async 'group.counters'(session, { groupId, keys }) {
      return { counters: await readCounters(groups, callerOf(session), groupId, keys) }
    },

    async 'group.updateCounters'(session, { groupId, mode, counters }) {
      return { counters: await updateCounters(groups, callerOf(session), groupId, mode, counters) }
    },

    async 'group.deleteCounters'(session, { groupId, keys }) {
      await deleteCounters(groups, callerOf(session), groupId, keys)
      return {}
    },
  }
}
