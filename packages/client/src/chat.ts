import { AREA_ERRORS } from './area-errors.ts'
import { type BasicChat, composeBase, type Public } from './basic.ts'
import { freeMethods, readyMethods } from './bound-methods.ts'
import { type CallLimits, limited } from './call-limits.ts'
import { ConversationSync } from './conversation-sync.ts'
import { socketUrl } from './endpoint.ts'
import { DEFAULT_TIMEOUTS, type Environment } from './environment.ts'
import { knowErrors } from './errors.ts'
import { EVENT } from './event-names.ts'
import { EXTRA_EVENT } from './extra-event-names.ts'
import { Uploads } from './files/uploads.ts'
import { GuestRooms } from './groups/guest-rooms.ts'
import { JoinedGroups } from './groups/joined.ts'
import { type AbsentMethods, absentMethods } from './methods/absent.ts'
import { ConversationGroupMethods } from './methods/conversation-groups.ts'
import { ConversationSettingMethods } from './methods/conversation-settings.ts'
import { CreateMediaMethods } from './methods/create-media.ts'
import { ExperimentalMethods } from './methods/experimental.ts'
import { ExtensionMethods } from './methods/extensions.ts'
import { FollowMethods } from './methods/follow.ts'
import { FriendGroupMethods } from './methods/friend-groups.ts'
import { FriendMethods } from './methods/friends.ts'
import { GroupDataMethods } from './methods/group-data.ts'
import { GroupMemberMethods } from './methods/group-members.ts'
import { GroupMessageMethods } from './methods/group-messages.ts'
import { GroupMethods } from './methods/groups.ts'
import { forGuests } from './methods/guests.ts'
import { MessageChangeMethods } from './methods/message-changes.ts'
import { ProfileMethods } from './methods/profiles.ts'
import { ReactionMethods } from './methods/reactions.ts'
import { SearchMethods } from './methods/search.ts'
import { SignalingMethods } from './methods/signaling.ts'
import { StatusMethods } from './methods/status.ts'
import { TopicMethods } from './methods/topics.ts'
import type { CreateOptions } from './options.ts'
import { type PageAddress, pageServer } from './page-server.ts'
import { Relations } from './people/relations.ts'
import type { Result } from './result.ts'

/** One user of one application. Made by `create`. Every method also works when it is taken out of the object. */
export interface Chat
  extends BasicChat,
    Public<CreateMediaMethods>,
    Public<MessageChangeMethods>,
    Public<ReactionMethods>,
    Public<ExtensionMethods>,
    Public<ConversationSettingMethods>,
    Public<ConversationGroupMethods>,
    Public<ProfileMethods>,
    Public<FriendMethods>,
    Public<FriendGroupMethods>,
    Public<FollowMethods>,
    Public<GroupMethods>,
    Public<GroupMemberMethods>,
    Public<GroupDataMethods>,
    Public<GroupMessageMethods>,
    Public<TopicMethods>,
    Public<StatusMethods>,
    Public<SearchMethods>,
    Public<SignalingMethods>,
    Public<ExperimentalMethods>,
    AbsentMethods {
  /**
   * The same chat, with limits on every call: `timeout` in milliseconds, and a signal that abandons what is under way. An abandoned call
   * rejects at once with 2990, one that takes too long with 2801; what it asked for may happen nevertheless.
   *
   * @example `await chat.with({ timeout: 2_000, signal: controller.signal }).getMessageList({ conversationID })`
   */
  with(limits: CallLimits): Chat
}

/**
 * What an asynchronous method resolves with as `data`.
 *
 * @example `const page: ResultOf<'getMessageList'> = (await chat.getMessageList({ conversationID })).data`
 */
export type ResultOf<M extends keyof Chat> = Chat[M] extends (...input: never[]) => Promise<Result<infer Data>>
  ? Data
  : never

/** @internal Use `create` or `createInstance`. @param released called when the instance is destroyed */
export function composeChat(options: CreateOptions, env: Environment, released: () => void = () => {}): Chat {
  knowErrors(AREA_ERRORS)
  const { core, making, messages, methods } = composeBase(options, env, released)
  const uploads = new Uploads(core)
  core.files = uploads
  const relations = new Relations(core)
  const sync = new ConversationSync(core)
  const joined = new JoinedGroups(core)
  const free = [
    new CreateMediaMethods(core, uploads),
    new SignalingMethods(core, making, messages),
    new ExperimentalMethods(),
  ]
  const members = new GroupMemberMethods(core)
  const asking = [
    new MessageChangeMethods(core, sync),
    new ReactionMethods(core),
    new ExtensionMethods(core),
    new ConversationSettingMethods(core, sync),
    new ConversationGroupMethods(core, sync),
    new ProfileMethods(core, relations),
    new FriendMethods(core, relations),
    new FriendGroupMethods(core, relations),
    new FollowMethods(core),
    new GroupMethods(core, joined),
    members,
    new GroupDataMethods(core),
    new GroupMessageMethods(core),
    new TopicMethods(core, joined),
    new StatusMethods(core),
    new SearchMethods(core, relations, joined, members),
  ]
  const chat = Object.assign(
    {},
    absentMethods(),
    methods,
    ...free.map(freeMethods),
    ...asking.map((area) => readyMethods(core, area)),
  ) as Chat
  const rooms = new GuestRooms(env, {
    sdkAppId: options.SDKAppID,
    url: () => socketUrl(options.proxyServer ?? pageServer(globalThis as PageAddress)),
    timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts },
    received: (messages) => core.events.emit(EVENT.MESSAGE_RECEIVED, messages),
    counted: (groupID, memberCount) => core.events.emit(EXTRA_EVENT.ROOM_ONLINE_UPDATED, { groupID, memberCount }),
    error: ({ code, message }) => core.events.emit(EVENT.ERROR, { code, message }),
  })
  core.attach({ entering: () => rooms.end(), loggedOut: () => rooms.end() })
  const { joinGroup, quitGroup, getGroupOnlineMemberCount } = chat
  Object.assign(chat, forGuests(core, rooms, { joinGroup, quitGroup, getGroupOnlineMemberCount }))
  chat.with = (limits) => limited(chat, limits, env.clock)
  return chat
}
