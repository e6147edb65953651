import type { RestCaller, RestHandlers } from '../../../engine/http/rest.ts'
import { type AttributeChange, changeAttributes, readAttributes } from '../attributes.ts'
import { deleteCounters, readCounters, updateCounters } from '../counters.ts'
import type { Groups } from '../create-groups.ts'
import { appCaller } from './wire.ts'

type Path = Extract<
  keyof RestHandlers,
  | 'group_open_attr_http_svc/get_group_attr'
  | `group_open_http_svc/${string}_group_attr`
  | `group_open_http_svc/${string}_group_counter`
>

const counterFields = (counters: readonly { key: string; value: number }[]) =>
  counters.map(({ key, value }) => ({ Key: key, Value: value }))

/** Server API: attributes and counters of groups. */
export function groupDataCommands(groups: Groups): Pick<RestHandlers, Path> {
  async function change(caller: RestCaller, groupId: string, wish: AttributeChange): Promise<object> {
    await changeAttributes(groups, groups.attributeRate, appCaller(caller), groupId, wish)
    return {}
  }

  return {
    async 'group_open_attr_http_svc/get_group_attr'(caller, { GroupId }) {
      const { items } = await readAttributes(groups, appCaller(caller), GroupId)
      return { GroupAttrAry: items }
    },
    'group_open_http_svc/set_group_attr': (caller, { GroupId, GroupAttr }) =>
      change(caller, GroupId, { kind: 'set', items: GroupAttr }),
    'group_open_http_svc/modify_group_attr': (caller, { GroupId, GroupAttr }) =>
      change(caller, GroupId, { kind: 'modify', items: GroupAttr }),
    'group_open_http_svc/delete_group_attr'(caller, { GroupId, GroupAttr }) {
      const keys = GroupAttr.map((item) => (typeof item === 'string' ? item : item.key))
      return change(caller, GroupId, { kind: 'delete', keys: [...new Set(keys)] })
    },
    'group_open_http_svc/clear_group_attr': (caller, { GroupId }) => change(caller, GroupId, { kind: 'clear' }),

    async 'group_open_http_svc/get_group_counter'(caller, { GroupId, GroupCounterKeys }) {
      return { GroupCounter: counterFields(await readCounters(groups, appCaller(caller), GroupId, GroupCounterKeys)) }
    },
    async 'group_open_http_svc/update_group_counter'(caller, { GroupId, GroupCounter, Mode = 'Set' }) {
      const counters = GroupCounter.map(({ Key, Value }) => ({ key: Key, value: Value }))
      return { GroupCounter: counterFields(await updateCounters(groups, appCaller(caller), GroupId, Mode, counters)) }
    },
    async 'group_open_http_svc/delete_group_counter'(caller, { GroupId, GroupCounterKeys }) {
      await deleteCounters(groups, appCaller(caller), GroupId, GroupCounterKeys)
      return {}
    },
  }
}
