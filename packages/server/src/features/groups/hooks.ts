import type { GroupEvent } from '@signet/protocol/group'
import type { AfterCommand } from '@signet/protocol/webhooks'
import type { Webhooks } from '../webhooks/create.ts'
import { InTurn } from '../webhooks/in-turn.ts'
import { restOrigin } from '../webhooks/origin.ts'
import { conversationLane } from '../webhooks/queue.ts'
import type { Origin } from '../webhooks/request.ts'
import { settle } from '../webhooks/settle.ts'
import { type HookFacts, hookEventsOf, memberList } from './hook-events.ts'
import type { Sender } from './receipts/store.ts'
import { groupTimeline } from './rules.ts'
import type { GroupRow, GroupStore } from './store.ts'

/** By whose request something happens to a group. */
export interface GroupOrigin extends Origin {
  /** The administrator, when the server API asks. */
  readonly operator?: string
}

/** Who asks, as webhooks name them. */
export interface Asker {
  readonly sdkAppId: number
  /** Empty: the application. */
  readonly userId: string
  readonly origin: GroupOrigin | undefined
}

/** What an application has to say about groups. */
export interface GroupHooks {
  /** @throws Failure GROUP_WEBHOOK_REFUSED, GROUP_WEBHOOK_FAILED */
  beforeCreate(
    asker: Asker,
    wish: { type: string; name: string; owner: string; members: readonly string[]; inviteOption: string },
  ): Promise<void>
  /** @throws Failure GROUP_WEBHOOK_REFUSED, GROUP_WEBHOOK_FAILED */
  beforeJoin(asker: Asker, groupId: string): Promise<void>
  /** @throws Failure GROUP_WEBHOOK_REFUSED, GROUP_WEBHOOK_FAILED */
  beforeTopic(asker: Asker, groupId: string, name: string): Promise<void>
  /** @returns who is not to be brought in. @throws Failure GROUP_WEBHOOK_REFUSED, GROUP_WEBHOOK_FAILED */
  beforeInvite(asker: Asker, groupId: string, userIds: readonly string[]): Promise<ReadonlySet<string>>
  /** Who is in a group that is about to be dissolved, when somebody wants to know: the first 500. */
  lastMembers(sdkAppId: number, groupId: string): Promise<readonly string[]>
  /** Tells of an event that is durable already: stored right after it, in the order of the events of the group. */
  happened(asker: Asker, group: GroupRow, event: GroupEvent, facts: HookFacts): void
  /** Tells that somebody did not get in because there was no room. */
  wasFull(asker: Asker, groupId: string): void
  /** Tells that somebody has read messages that asked for it, with their senders. Stored right after it. */
  haveRead(asker: Asker, groupId: string, read: readonly { readonly seq: number; readonly sender: Sender }[]): void
  /** When all that happened so far is stored. */
  idle(): Promise<void>
}

export interface GroupHookParts {
  readonly webhooks: Pick<Webhooks, 'ask' | 'wants' | 'tell'>
  readonly store: Pick<GroupStore, 'group' | 'memberPage' | 'joined' | 'readCount' | 'unreadCount'>
  readonly onFailure: (error: unknown) => void
  /** ms */
  now(): number
}

const MOST_MEMBERS = 500
const NAMES = { refused: 'GROUP_WEBHOOK_REFUSED', failed: 'GROUP_WEBHOOK_FAILED' } as const
const SERVER_API = restOrigin('')

export function createGroupHooks({ webhooks, store, onFailure, now }: GroupHookParts): GroupHooks {
  const inTurn = new InTurn(onFailure)
  const operatorOf = ({ userId, origin }: Asker): string => (userId === '' ? (origin?.operator ?? '') : userId)

  /** Groups that a user owns: of one type, and in all. */
  async function owned(sdkAppId: number, userId: string, type: string): Promise<{ ofType: number; all: number }> {
    const count = { ofType: 0, all: 0 }
    let after: string | undefined = ''
    while (after !== undefined && userId !== '') {
      const { items, next }: Awaited<ReturnType<GroupStore['joined']>> = await store.joined(sdkAppId, userId, {
        after,
        limit: 1_000,
        type: undefined,
      })
      const own = items.filter(({ group }) => group.owner_id === userId)
      count.all += own.length
      count.ofType += own.filter(({ group }) => group.type === type).length
      after = next
    }
    return count
  }

  return {
    async beforeCreate(asker, { type, name, owner, members, inviteOption }) {
      const body = async () => {
        const { ofType, all } = await owned(asker.sdkAppId, owner, type)
        return {
          Operator_Account: operatorOf(asker),
          Owner_Account: owner,
          Type: type,
          Name: name,
          CreateGroupNum: ofType,
          CreatedGroupNum: all,
          InviteOption: inviteOption,
          MemberList: memberList(members),
          EventTime: now(),
        }
      }
      const command = 'Group.CallbackBeforeCreateGroup'
      settle(await webhooks.ask(asker.sdkAppId, command, body, asker.origin ?? SERVER_API), NAMES)
    },

    async beforeJoin(asker, groupId) {
      const group = await store.group(asker.sdkAppId, groupId)
      if (group === undefined) return
      const body = () => ({
        GroupId: groupId,
        Type: group.type,
        Requestor_Account: asker.userId,
        EventTime: now(),
      })
      const command = 'Group.CallbackBeforeApplyJoinGroup'
      settle(await webhooks.ask(asker.sdkAppId, command, body, asker.origin ?? SERVER_API), NAMES)
    },

    async beforeTopic(asker, groupId, name) {
      const body = () => ({
        GroupId: groupId,
        Type: 'Community',
        Operator_Account: operatorOf(asker),
        Name: name,
        EventTime: now(),
      })
      const command = 'Group.CallbackBeforeCreateTopic'
      settle(await webhooks.ask(asker.sdkAppId, command, body, asker.origin ?? SERVER_API), NAMES)
    },

    async beforeInvite(asker, groupId, userIds) {
      const group = await store.group(asker.sdkAppId, groupId)
      if (group === undefined || userIds.length === 0) return new Set()
      const body = () => ({
        GroupId: groupId,
        Type: group.type,
        Operator_Account: operatorOf(asker),
        DestinationMembers: memberList(userIds),
        EventTime: now(),
      })
      const command = 'Group.CallbackBeforeInviteJoinGroup'
      const answer = settle(await webhooks.ask(asker.sdkAppId, command, body, asker.origin ?? SERVER_API), NAMES)
      const refused = answer?.['RefusedMembers_Account']
      return new Set(Array.isArray(refused) ? refused.filter((one): one is string => typeof one === 'string') : [])
    },

    async lastMembers(sdkAppId, groupId) {
      if (!(await webhooks.wants(sdkAppId, ['Group.CallbackAfterGroupDestroyed']))) return []
      const rows = await store.memberPage(sdkAppId, groupId, { after: 0, limit: MOST_MEMBERS })
      return rows.map((row) => row.user_id)
    },

    happened(asker, group, event, facts) {
      const { sdkAppId, origin = SERVER_API } = asker
      const isFull = group.max_members > 0 && event.memberCount >= group.max_members
      const events = hookEventsOf(event, operatorOf(asker), { isFull, owner: group.owner_id ?? '', ...facts })
      if (events.length === 0) return
      const lane = conversationLane(groupTimeline(sdkAppId, event.groupId))
      inTurn.run(lane, async () => {
        for (const { command, body } of events) {
          await webhooks.tell(sdkAppId, { command: command as AfterCommand, body, lane, origin })
        }
      })
    },

    wasFull({ sdkAppId, origin = SERVER_API }, groupId) {
      const lane = conversationLane(groupTimeline(sdkAppId, groupId))
      const body = { GroupId: groupId, EventTime: now() }
      inTurn.run(lane, () => webhooks.tell(sdkAppId, { command: 'Group.CallbackAfterGroupFull', body, lane, origin }))
    },

    haveRead({ sdkAppId, userId, origin = SERVER_API }, groupId, read) {
      if (read.length === 0) return
      const command = 'Group.CallbackAfterReadReceipt'
      const lane = conversationLane(groupTimeline(sdkAppId, groupId))
      inTurn.run(lane, async () => {
        if (!(await webhooks.wants(sdkAppId, [command]))) return
        const list = await Promise.all(
          read.map(async ({ seq, sender }) => ({
            MsgSeq: seq,
            ReadNum: await store.readCount(sdkAppId, groupId, seq),
            UnreadNum: await store.unreadCount(sdkAppId, groupId, seq, sender),
            ReadReceiptMembers: memberList([userId]),
          })),
        )
        const Type = (await store.group(sdkAppId, groupId))?.type ?? ''
        const body = { GroupId: groupId, Type, GroupMsgReceiptList: list, EventTime: now() }
        await webhooks.tell(sdkAppId, { command, body, lane, origin })
      })
    },

    idle: () => inTurn.idle(),
  }
}
