/** What webhooks say of the events of groups: pure. */
import type { GroupEvent, GroupInfoChange } from '@signet/protocol/group'
import type { AfterCommand, WebhookBody } from '@signet/protocol/webhooks'
import type { Pair } from './limits.ts'

/** A topic's profile, as far as webhooks tell of it. */
export interface TopicFields {
  readonly name?: string | undefined
  readonly introduction?: string | undefined
  readonly notification?: string | undefined
  readonly faceUrl?: string | undefined
}

/** What an event does not tell by itself. */
export interface HookFacts {
  /** Of a group that was created or dissolved: who is in it. */
  readonly members?: readonly string[]
  /** Of the group. */
  readonly owner?: string
  readonly custom?: readonly Pair[]
  readonly attributes?: {
    readonly option: 'set' | 'modify' | 'clear' | 'delete'
    readonly items: readonly { readonly key: string; readonly value?: string }[]
  }
  readonly nameCard?: string
  /** What of a topic changed. */
  readonly topic?: TopicFields
  /** As many as the group may have. */
  readonly isFull?: boolean
  /** Part of another event that says it all. */
  readonly isTold?: boolean
}

export type GroupHookEvent = {
  [C in AfterCommand]: { readonly command: C; readonly body: WebhookBody<C> }
}[AfterCommand]

export const memberList = (userIds: readonly string[]) => userIds.map((userId) => ({ Member_Account: userId }))

const keyed = (pairs: readonly Pair[]) => pairs.map(({ key, value }) => ({ Key: key, Value: value }))

/** The webhooks of one event, in their order. @param operator who did it, the administrator's name included */
export function hookEventsOf(event: GroupEvent, operator: string, facts: HookFacts): GroupHookEvent[] {
  if (facts.isTold) return []
  const about = {
    GroupId: event.groupId,
    Type: event.groupType,
    Operator_Account: operator,
    EventTime: event.time,
  }
  switch (event.kind) {
    case 'created': {
      const { members = [], custom = [] } = facts
      const body = {
        ...about,
        Owner_Account: event.owner,
        Name: event.groupName,
        MemberList: memberList(members),
        UserDefinedDataList: keyed(custom),
      }
      return [{ command: 'Group.CallbackAfterCreateGroup', body }]
    }
    case 'memberJoined': {
      const JoinType = event.how === 'invited' ? ('Invited' as const) : ('Apply' as const)
      const body = { ...about, JoinType, NewMemberList: memberList(event.members) }
      const full = { GroupId: event.groupId, EventTime: event.time }
      return [
        { command: 'Group.CallbackAfterNewMemberJoin', body },
        ...(facts.isFull ? [{ command: 'Group.CallbackAfterGroupFull' as const, body: full }] : []),
      ]
    }
    case 'memberQuit':
    case 'memberKicked':
    case 'memberBanned': {
      const ExitType = event.kind === 'memberQuit' ? ('Quit' as const) : ('Kicked' as const)
      const body = { ...about, ExitType, ExitMemberList: memberList(event.members) }
      return event.members.length === 0 ? [] : [{ command: 'Group.CallbackAfterMemberExit', body }]
    }
    case 'dissolved': {
      const { members = [], owner = '' } = facts
      const { Operator_Account: _, ...rest } = about
      const body = { ...rest, Owner_Account: owner, Name: event.groupName, MemberList: memberList(members) }
      return [{ command: 'Group.CallbackAfterGroupDestroyed', body }]
    }
    case 'infoChanged': {
      const changed = changedFields(event.change)
      if (Object.keys(changed).length === 0) return []
      return [{ command: 'Group.CallbackAfterGroupInfoChanged', body: { ...about, ...changed } }]
    }
    case 'ownerChanged': {
      const body = { ...about, OldOwner_Account: event.from, NewOwner_Account: event.to }
      return [{ command: 'Group.CallbackAfterChangeGroupOwner', body }]
    }
    case 'roleChanged':
      return event.members.map((userId) => ({
        command: 'Group.CallbackAfterMemberFieldChanged' as const,
        body: { ...about, Modified_Account: userId, Role: event.role },
      }))
    case 'memberChanged': {
      const { nameCard } = facts
      if (nameCard === undefined) return []
      return event.members.map((userId) => ({
        command: 'Group.CallbackAfterMemberFieldChanged' as const,
        body: { ...about, Modified_Account: userId, NameCard: nameCard },
      }))
    }
    case 'attributesChanged': {
      if (facts.attributes === undefined) return []
      const { option, items } = facts.attributes
      const body = { ...about, OptionType: option, GroupAttr: items.map((item) => ({ ...item })) }
      return [{ command: 'Group.CallbackAfterGroupAttrChanged', body }]
    }
    case 'topicCreated': {
      const { topicId, name } = event
      const body = { ...about, TopicId: topicId, Owner_Account: facts.owner ?? '', Name: name }
      return [{ command: 'Group.CallbackAfterCreateTopic', body }]
    }
    case 'topicUpdated': {
      // By name: what apps keep beside a topic is a text, not fields as groups have them, and is not told.
      const { name, introduction, notification, faceUrl } = facts.topic ?? {}
      const changed = changedFields({ name, introduction, notification, faceUrl })
      if (Object.keys(changed).length === 0) return []
      const body = { ...about, TopicId: event.topic.topicId, ...changed }
      return [{ command: 'Group.CallbackAfterTopicInfoChanged', body }]
    }
    case 'topicsDeleted': {
      const { Operator_Account: _, ...rest } = about
      const body = { ...rest, TopicIdList: [...event.topicIds] }
      return [{ command: 'Group.CallbackAfterTopicDestroyed', body }]
    }
    default:
      return []
  }
}

function changedFields({
  name,
  introduction,
  notification,
  faceUrl,
  custom,
}: TopicFields & Pick<GroupInfoChange, 'custom'>) {
  return {
    ...(name === undefined ? {} : { Name: name }),
    ...(introduction === undefined ? {} : { Introduction: introduction }),
    ...(notification === undefined ? {} : { Notification: notification }),
    ...(faceUrl === undefined ? {} : { FaceUrl: faceUrl }),
    ...(custom === undefined ? {} : { UserDefinedDataList: keyed(custom) }),
  }
}
