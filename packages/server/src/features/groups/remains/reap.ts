import type { Compilable } from 'kysely'
import type { GroupParts } from '../parts.ts'

/** Members that one write takes away: others get in between. */
const MEMBERS_AT_ONCE = 1_000
/** Messages whose receipts one write takes away: each has as many as the group has members. */
const SEQS_AT_ONCE = 20
/** Each is in as many permission groups, and has read in as many topics, as a community has, at most. */
const MEMBERS_OF_MUCH_AT_ONCE = 100

type ReapParts = Pick<GroupParts, 'store'>

/** Takes away what a dissolved group left of its members, their receipts, permissions and topics; harmless for one that exists. */
export async function reapGroup({ store }: ReapParts, sdkAppId: number, groupId: string): Promise<void> {
  await untilNothing(store, () => store.reapRows('group_member', sdkAppId, groupId, MEMBERS_AT_ONCE))
  await untilNothing(store, () => store.reapRows('group_receipt', sdkAppId, groupId, SEQS_AT_ONCE))
  await untilNothing(store, () => store.reapRows('permission_member', sdkAppId, groupId, MEMBERS_OF_MUCH_AT_ONCE))
  await untilNothing(store, () => store.reapTopicMembers(sdkAppId, groupId, undefined, MEMBERS_OF_MUCH_AT_ONCE))
}

/** Takes away what a deleted topic left of its members; harmless for one that exists. */
export async function reapTopic(
  { store }: ReapParts,
  sdkAppId: number,
  groupId: string,
  topicId: string,
): Promise<void> {
  await untilNothing(store, () => store.reapTopicMembers(sdkAppId, groupId, topicId, MEMBERS_AT_ONCE))
}

async function untilNothing(store: ReapParts['store'], statement: () => Compilable): Promise<void> {
  for (;;) {
    const [result] = await store.write([statement()])
    if (result === undefined || result.changed === 0) return
  }
}
