import { randomUUID } from 'node:crypto'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Config } from './config/table.ts'
import type { Bus } from './engine/cluster/bus.ts'
import { createInProcessBus } from './engine/cluster/in-process.ts'
import { Failure } from './engine/failure.ts'
import { FailureCounter } from './engine/realtime/limiter.ts'
import { Registry } from './engine/realtime/registry.ts'
import type { Session } from './engine/realtime/session.ts'
import { openSecrets, type Secrets } from './engine/secrets.ts'
import { stepClock } from './engine/step-clock.ts'
import type { Database } from './engine/storage/database.ts'
import { migrate } from './engine/storage/migrations.ts'
import { openSqlite } from './engine/storage/sqlite.ts'
import { openLevelTimeline } from './engine/timeline/level.ts'
import { createMemoryTimeline } from './engine/timeline/memory.ts'
import type { Timeline } from './engine/timeline/timeline.ts'
import { ERASED, eraseAccount } from './erase.ts'
import { type Accounts, createAccounts } from './features/accounts/create.ts'
import { loginEpoch } from './features/accounts/login-epoch.ts'
import type { AccountTables } from './features/accounts/store.ts'
import type { AuditTables } from './features/audit/store.ts'
import { type AuditWords, openAuditWords } from './features/audit/words.ts'
import type { ConsoleTables } from './features/console/store.ts'
import { type ConsoleUsers, createConsoleUsers } from './features/console/users.ts'
import { createConversations } from './features/conversations/create.ts'
import { createDiscards } from './features/conversations/discarded.ts'
import { rememberMentions } from './features/conversations/mentions.ts'
import type { ConversationParts } from './features/conversations/parts.ts'
import type { ConversationTables } from './features/conversations/store.ts'
import { rememberTakenBack } from './features/conversations/taken-back.ts'
import { totalUnread } from './features/conversations/total-unread.ts'
import { ownViews } from './features/conversations/window.ts'
import { createBinder, releaseFiles } from './features/files/bind.ts'
import { type Files, openFiles } from './features/files/create-files.ts'
import type { FileTables } from './features/files/store.ts'
import type { FollowParts } from './features/follow/parts.ts'
import type { FollowTables } from './features/follow/store.ts'
import { createFriendHooks } from './features/friends/hooks.ts'
import type { FriendParts } from './features/friends/parts.ts'
import { createStanding } from './features/friends/standing.ts'
import type { FriendTables } from './features/friends/store.ts'
import { createGlobalMute, type GlobalMute } from './features/global-mute/global-mute.ts'
import { createGuard } from './features/global-mute/guard.ts'
import type { GlobalMuteTables } from './features/global-mute/store.ts'
import { groupBehind } from './features/groups/behind.ts'
import { createGroups, type Groups } from './features/groups/create-groups.ts'
import { subjectsOf } from './features/groups/heard.ts'
import { createGroupHooks } from './features/groups/hooks.ts'
import type { GroupTables } from './features/groups/store.ts'
import { createC2c } from './features/messages/c2c.ts'
import { Turns } from './features/messages/change.ts'
import type { MessageParts } from './features/messages/realtime.ts'
import { applicationOf, keptSince, type Roaming, startRoaming } from './features/messages/roaming.ts'
import type { Route } from './features/messages/route.ts'
import type { MessageTables } from './features/messages/store.ts'
import { createUserRoutes } from './features/messages/to-user.ts'
import { realAfter } from './features/presence/delays.ts'
import { createPresence } from './features/presence/presence.ts'
import type { StatusParts } from './features/presence/realtime.ts'
import { createWatchers } from './features/presence/watchers.ts'
import { friendPolicy } from './features/profiles/get.ts'
import { createProfileHooks } from './features/profiles/hooks.ts'
import type { ProfileParts } from './features/profiles/parts.ts'
import type { ProfileTables } from './features/profiles/store.ts'
import { createPush, type Push } from './features/push/create-push.ts'
import type { PushTables } from './features/push/store.ts'
import { createRevisions, type Revisions } from './features/revisions/revisions.ts'
import type { RevisionTables } from './features/revisions/store.ts'
import { createRobotStore, type RobotStore, type RobotTables } from './features/robots/store.ts'
import { createRooms, type Rooms } from './features/rooms/create-rooms.ts'
import { Guests } from './features/rooms/guests.ts'
import { tellRoomState } from './features/rooms/state-hook.ts'
import { createAdmission } from './features/sessions/admission.ts'
import type { LoginParts } from './features/sessions/login.ts'
import { kickUser, obey, SEATS_QUESTION, seatsHere } from './features/sessions/seats.ts'
import { endOf } from './features/sessions/state-change.ts'
import { tellStateChange } from './features/sessions/state-hook.ts'
import { createWebhooks, type Webhooks } from './features/webhooks/create.ts'
import { createWebhookSettings, type OpenWebhookSettings } from './features/webhooks/settings.ts'
import type { WebhookTables } from './features/webhooks/store.ts'

export type Tables = AccountTables &
  ConsoleTables &
  MessageTables &
  ProfileTables &
  RevisionTables &
  FriendTables &
  FileTables &
  FollowTables &
  ConversationTables &
  AuditTables &
  GlobalMuteTables &
  GroupTables &
  PushTables &
  RobotTables &
  WebhookTables

/** What is kept about people and applications: all that the command line needs, beside or instead of a running server. */
export interface State {
  readonly db: Database<Tables>
  readonly secrets: Secrets
  readonly accounts: Accounts
  readonly consoleUsers: ConsoleUsers
  readonly webhookSettings: OpenWebhookSettings
  close(): Promise<void>
}

/** Opens (on first use: creates) the relational state of a data folder. Several processes may do so at once. */
export async function openState(config: Config, now: () => number, log?: Logger): Promise<State> {
  const { dir } = config.data
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await chmod(dir, 0o700)
  const secrets = await openSecrets(dir)
  const db = await openSqlite<Tables>(config.database.url.slice('sqlite:'.length) || join(dir, 'signet.db'))
  try {
    await migrate(db, undefined, now)
  } catch (error) {
    await db.close()
    throw error
  }
  const accounts = createAccounts({ db, secrets, now, ...(log === undefined ? {} : { log }) })
  return {
    db,
    secrets,
    accounts,
    consoleUsers: createConsoleUsers({ db, now }),
    webhookSettings: createWebhookSettings({
      db,
      secrets,
      config: { ...config.webhooks, allowedTargets: targetsOf(config) },
      now,
      ...(log === undefined ? {} : { log }),
    }),
    async close() {
      await accounts.close()
      await db.close()
    },
  }
}

/** Development mode answers this machine only, and receivers that are tried out run on it too. */
const targetsOf = ({ dev, webhooks }: Config): readonly string[] =>
  dev ? [...webhooks.allowedTargets, 'loopback'] : webhooks.allowedTargets

/** The parts of a running server, built once and passed by hand. */
export interface Im extends State {
  readonly timeline: Timeline
  readonly roaming: Roaming
  readonly bus: Bus
  readonly registry: Registry
  readonly login: LoginParts
  readonly messages: MessageParts
  /** Messages to many at once, sent in the background. */
  readonly push: Push
  readonly robots: RobotStore
  /** How the application itself writes to a user: neither blacklist nor friendship is asked. */
  toUserAsApp(sdkAppId: number, from: string, to: string): Route
  readonly groups: Groups
  readonly rooms: Rooms
  readonly guests: Guests
  readonly conversations: ConversationParts
  readonly revisions: Revisions
  readonly profiles: ProfileParts
  readonly friends: FriendParts
  readonly files: Files
  readonly follow: FollowParts
  readonly webhooks: Webhooks
  /** Who is online: `status.presence.statusOf` for whoever asks. */
  readonly status: StatusParts
  /** Words that messages must not have. */
  readonly words: AuditWords
  /** Who may not send, by the application's word. */
  readonly globalMute: GlobalMute
  now(): number
  /** Refuses the tickets signed so far and ends every session of the user, on every node. */
  kick(sdkAppId: number, userId: string): Promise<void>
  /** Erases an account and what is kept about its user. @throws Failure ACCOUNT_NOT_FOUND, FORBIDDEN for an administrator */
  erase(sdkAppId: number, userId: string): Promise<void>
  /** Calls when accounts are gone, on whatever node. */
  onErased(forget: () => void): void
  /** A socket closed: takes back what was registered for its session. */
  leave(session: Session): void
}

export async function openIm(config: Config, { now, log }: { now: () => number; log: Logger }): Promise<Im> {
  const state = await openState(config, now, log)
  const clock = stepClock(now)
  let timeline: Timeline
  try {
    timeline = await openTimeline(config, state.accounts, clock.now, log)
  } catch (error) {
    await state.close()
    throw error
  }
  const { accounts, db } = state
  const roaming = startRoaming({
    timeline,
    applications: () => accounts.apps.list(),
    now: clock.now,
    onFailure: (error) => log.error({ err: error }, 'old messages could not be dropped'),
  })
  const bus = createInProcessBus((error) => log.error({ err: error }, 'a bus handler failed'))
  const registry = new Registry(
    bus,
    obey,
    (sdkAppId, userId) => subjectsOf(groups, sdkAppId, userId),
    (subject, sessions, question) =>
      question === SEATS_QUESTION ? seatsHere(sessions) : presence.respond(subject, sessions, question),
  )
  const failures = new FailureCounter(config.login.failuresPerMinute, now)
  const maxBytes = (sdkAppId: number): number =>
    Math.min(config.messages.maxBytes, accounts.settings(sdkAppId).maxMessageBytes)
  const statusNotTold = (error: unknown): void => log.error({ err: error }, 'a change of a status was not told')
  const presenceParts = { bus, after: realAfter, now: () => performance.now() }
  const presence = createPresence({ ...presenceParts, registry, graceMs: config.presence.graceMs })
  const watchers = createWatchers({ ...presenceParts, presence, onFailure: statusNotTold })
  const revisions = createRevisions({ db, registry })
  const exists = async (sdkAppId: number, userId: string): Promise<boolean> =>
    (await accounts.find(sdkAppId, userId)) !== undefined
  const friendCheck = (sdkAppId: number): boolean => accounts.settings(sdkAppId).privateMessages === 'friends'
  const globalMute = createGlobalMute({ db, bus, exists, now })
  const words = await openAuditWords({
    db,
    bus,
    now,
    makeId: () => randomUUID(),
    onFailure: (error) => log.error({ err: error }, 'the words of an application were not read again'),
  })
  const standing = createStanding({ db, friendCheck })
  const notTold = (error: unknown): void => log.error({ err: error }, 'a webhook was not stored')
  const webhooks = createWebhooks({
    settings: state.webhookSettings,
    timeline,
    config: config.webhooks,
    now,
    groupOf: (sdkAppId, timeline) => groupBehind(groups, sdkAppId, timeline),
    async unreadOf(sdkAppId, userId) {
      const { unread, cursor } = await totalUnread(conversations, { sdkAppId, userId }, { kind: 'C2C' })
      return cursor === undefined ? unread : -1
    },
  })
  const rooms = createRooms({
    bus,
    now: clock.now,
    ...config.rooms,
    onState: (state) => roomState(state),
  })
  const roomState = tellRoomState(webhooks, now, notTold)
  const groups: Groups = createGroups({
    rooms,
    messagesPerSecond: config.groups.messagesPerSecond,
    db,
    timeline,
    accounts,
    registry,
    bus,
    onUntold: (error) => log.error({ err: error }, 'an event of a group is not in its log'),
    now,
    hooks: (store) => createGroupHooks({ webhooks, store, now, onFailure: notTold }),
  })
  const files = await openFiles({
    config: config.files,
    dir: config.data.dir,
    db,
    key: state.secrets.key('files'),
    epochOf: (sdkAppId, userId) => loginEpoch(accounts, sdkAppId, userId),
    isMember: async (sdkAppId, groupId, userId) =>
      ((await groups.seats.of(sdkAppId, groupId, userId))?.standing ?? 'Outsider') !== 'Outsider',
    applications: async () => (await accounts.apps.list()).map((app) => app.sdkAppId),
    now,
    log,
  }).catch(async (error: unknown) => {
    await timeline.close().finally(() => state.close())
    throw error
  })
  const guests = new Guests({
    groups,
    failures,
    guestsPerAddress: config.rooms.guestsPerAddress,
    isInService: (sdkAppId) => isInService(accounts, sdkAppId),
  })
  const turns = new Turns()
  const erased = (forget: () => void) => void bus.subscribe(ERASED, forget)
  const { discards, changed: remindChanged, forget: forgetDiscards } = createDiscards({ db, bus })
  erased(forgetDiscards)
  const toUser = createUserRoutes({ db, accounts, now, mayMessage: standing.mayMessage, discards, erased })
  const toUserAsApp = createUserRoutes({ db, accounts, now, mayMessage: () => undefined, erased })
  const c2c = createC2c({ db, timeline, registry, turns, clock, toUser, hooks: webhooks.messages })
  const conversations = createConversations({ db, timeline, revisions, clock, c2c, groups, exists, remindChanged })
  const stateChanged = tellStateChange(webhooks, now, notTold)
  const profiles: ProfileParts = { db, accounts, revisions, hooks: createProfileHooks({ webhooks, now }) }
  const follow: FollowParts = { db, revisions, exists, now }
  const friends: FriendParts = {
    db,
    revisions,
    standing,
    now,
    exists,
    hooks: createFriendHooks({ webhooks, now }),
    policy: (sdkAppId, userId) => friendPolicy({ db }, sdkAppId, userId, accounts.settings(sdkAppId).allowType),
  }
  const endSessions = (sdkAppId: number, userId: string): void => kickUser(registry, sdkAppId, userId)
  const kick = async (sdkAppId: number, userId: string): Promise<void> => {
    await accounts.revokeLogins(sdkAppId, userId)
    endSessions(sdkAppId, userId)
  }
  const messages: MessageParts = {
    timeline,
    registry,
    clock,
    untold: new LRUCache({ max: 10_000 }),
    beforeAppend: createBinder(files),
    mentioned: (route, seq, draft) => rememberMentions({ db }, route, seq, draft),
    async takenBack(channel, seq, message) {
      await rememberTakenBack({ db }, channel, seq)
      if (message === undefined) return
      const { from, random, clientTime, body } = message
      await releaseFiles(
        files,
        { sdkAppId: channel.sdkAppId, timeline: channel.timeline, from, random, clientTime },
        body,
      )
    },
    hooks: webhooks.messages,
    turns,
    merged: { db, now },
    guard: createGuard(globalMute),
    filter: words.filter,
    kinds: ownViews(conversations, { C2C: c2c, GROUP: groups.conversations }),
    maxBytes,
    recallWindowMs: config.messages.recallWindowMs,
  }
  const robots = createRobotStore(db)
  const push = createPush({
    db,
    messages,
    toUserAsApp,
    exists,
    accounts: accounts.page,
    perDay: config.rest.pushesPerDay,
    now,
    onFailure: (error) => log.error({ err: error }, 'a push came to a halt, and is gone on with soon'),
  })
  return {
    ...state,
    globalMute,
    words,
    status: { presence, watchers, registry, exists },
    webhooks,
    roaming,
    revisions,
    profiles,
    follow,
    files,
    friends,
    timeline,
    bus,
    registry,
    now,
    login: {
      accounts,
      registry,
      timeline,
      failures,
      heartbeatMs: config.sockets.heartbeatMs,
      now,
      maxBytes,
      admission: createAdmission({ ...config.login, now: () => performance.now(), random: Math.random }),
      stateChanged,
      arrived: presence.arrived,
    },
    messages,
    push,
    robots,
    toUserAsApp,
    groups,
    rooms,
    guests,
    conversations,
    kick,
    onErased: erased,
    erase: (sdkAppId, userId) =>
      eraseAccount(
        {
          db,
          bus,
          accounts,
          profiles,
          friends,
          follow,
          conversations,
          groups,
          globalMute,
          push,
          robots,
          kick,
          endSessions,
        },
        sdkAppId,
        userId,
      ),
    leave(session) {
      rooms.gone(session)
      guests.gone(session)
      if (session.state.kind !== 'closed' || session.state.identity === undefined) return
      const { identity } = session.state
      registry.remove(session, identity)
      watchers.forget(session)
      const change = endOf(session, identity)
      presence.departed(identity, change?.action === 'Logout')
      if (change !== undefined) stateChanged(change)
    },
    async close() {
      rooms.close()
      roaming.close()
      await push.runner.close()
      // Each whatever becomes of the one before: a lock that stays on the data folder would keep the next server out.
      await groups.hooks?.idle()
      watchers.close()
      presence.close()
      await webhooks.close().catch((error: unknown) => log.error({ err: error }, 'webhooks did not end well'))
      const ended = await Promise.allSettled([timeline.close().finally(() => bus.close()), files.close()])
      await state.close()
      if (ended[0].status === 'rejected') throw ended[0].reason
    },
  }
}

async function isInService({ apps }: Accounts, sdkAppId: number): Promise<boolean> {
  const found = await apps.get(sdkAppId).catch((error: unknown) => {
    if (error instanceof Failure) return undefined
    throw error
  })
  return found !== undefined && found.disabledAt === undefined
}

function openTimeline(
  config: Config,
  accounts: Pick<Accounts, 'settings'>,
  now: () => number,
  log: Logger,
): Promise<Timeline> {
  const { url } = config.timeline
  const keepFrom = (timeline: string): number =>
    keptSince(accounts.settings(applicationOf(timeline)).roamingDays, now())
  if (url === 'memory:') return Promise.resolve(createMemoryTimeline({ now, keepFrom }))
  const onFailure = (error: unknown): void =>
    log.error({ err: error }, 'a commit of messages failed; nothing of it is acked')
  const folder = url.slice('level:'.length) || join(config.data.dir, 'timeline')
  return openLevelTimeline(folder, { now, keepFrom, onFailure })
}
