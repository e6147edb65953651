import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Config } from './config/table.ts'
import type { Bus } from './engine/cluster/bus.ts'
import { createInProcessBus } from './engine/cluster/in-process.ts'
import { Failure } from './engine/failure.ts'
import { createMemoryPressure } from './engine/memory-pressure.ts'
import { FailureCounter } from './engine/realtime/limiter.ts'
import { Registry } from './engine/realtime/registry.ts'
import type { Session } from './engine/realtime/session.ts'
import { stepClock } from './engine/step-clock.ts'
import type { Timeline } from './engine/timeline/timeline.ts'
import { ERASED, eraseAccount } from './erase.ts'
import type { Accounts } from './features/accounts/create.ts'
import { loginEpoch } from './features/accounts/login-epoch.ts'
import { type AuditWords, openAuditWords } from './features/audit/words.ts'
import { createAuditRetention } from './features/console/audit/retention.ts'
import { totalUnread } from './features/conversations/total-unread.ts'
import { countingGroups, countingLogins } from './features/daily-figures/count.ts'
import { createDaily, type Daily } from './features/daily-figures/daily.ts'
import { createDailyStore } from './features/daily-figures/store.ts'
import { type Files, openFiles } from './features/files/create-files.ts'
import { createGlobalMute, type GlobalMute } from './features/global-mute/global-mute.ts'
import { groupBehind } from './features/groups/behind.ts'
import { createGroups, type Groups } from './features/groups/create-groups.ts'
import { subjectsOf } from './features/groups/heard.ts'
import { createGroupHooks } from './features/groups/hooks.ts'
import { createHistoryFiles, type HistoryFiles } from './features/history-files/create.ts'
import { createHistoryFileStore } from './features/history-files/store.ts'
import type { Roaming } from './features/messages/roaming.ts'
import type { OfflinePush } from './features/offline-push/create.ts'
import { realAfter } from './features/presence/delays.ts'
import { createPresence } from './features/presence/presence.ts'
import type { StatusParts } from './features/presence/realtime.ts'
import { createWatchers } from './features/presence/watchers.ts'
import { createRooms, type Rooms } from './features/rooms/create-rooms.ts'
import { Guests } from './features/rooms/guests.ts'
import { tellRoomState } from './features/rooms/state-hook.ts'
import { createAdmission } from './features/sessions/admission.ts'
import type { LoginParts } from './features/sessions/login.ts'
import { kickUser, obey, SEATS_QUESTION, seatsHere } from './features/sessions/seats.ts'
import { endOf, type StateChange } from './features/sessions/state-change.ts'
import { tellStateChange } from './features/sessions/state-hook.ts'
import { createWebhooks, type Webhooks } from './features/webhooks/create.ts'
import { openState, type State } from './state.ts'
import { type Broadcast, createBroadcast } from './wiring/broadcast.ts'
import { createInsight, type Insight, openTraces } from './wiring/insight.ts'
import { wireOfflinePush } from './wiring/offline-push.ts'
import { createPeople, type People } from './wiring/people.ts'
import { createTalk, type Talk } from './wiring/talk.ts'
import { openTimelines } from './wiring/timeline.ts'

/** The parts of a running server, built once and passed by hand. */
export interface Im extends State, People, Talk, Broadcast, Insight {
  readonly historyFiles: HistoryFiles
  /** What happens in applications, by day. */
  readonly daily: Daily
  readonly timeline: Timeline
  readonly roaming: Roaming
  readonly bus: Bus
  readonly registry: Registry
  readonly login: LoginParts
  readonly groups: Groups
  readonly rooms: Rooms
  readonly guests: Guests
  readonly files: Files
  readonly webhooks: Webhooks
  /** Pushes to phones whose owners are not there. */
  readonly offlinePush: OfflinePush
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
  /** Nothing that was remembered of an application counts any more: its rows were taken away, or are new. */
  renewed(sdkAppId: number): Promise<void>
  /** Calls when accounts are gone, on whatever node. */
  onErased(forget: () => void): void
  /** A socket closed: takes back what was registered for its session. */
  leave(session: Session): void
}

export async function openIm(config: Config, { now, log }: { now: () => number; log: Logger }): Promise<Im> {
  const state = await openState(config, now, log)
  const clock = stepClock(now)
  const { accounts, db } = state
  const { timeline, roaming } = await openTimelines(config, state, clock.now, log).catch(async (error: unknown) => {
    await state.close()
    throw error
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
  const exists = async (sdkAppId: number, userId: string): Promise<boolean> =>
    (await accounts.find(sdkAppId, userId)) !== undefined
  const globalMute = createGlobalMute({ db, bus, exists, now })
  const words = await openAuditWords({
    db,
    bus,
    now,
    makeId: () => randomUUID(),
    onFailure: (error) => log.error({ err: error }, 'the words of an application were not read again'),
  })
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
  const daily = createDaily({
    store: createDailyStore(db),
    tallies: registry.tallies,
    hooks: webhooks.calls.totals,
    now,
    onFailure: (error) => log.error({ err: error }, 'figures of the day were not stored'),
  })
  const memory = createMemoryPressure({ now: () => performance.now() })
  const rooms = createRooms({
    bus,
    isTight: () => memory.isTight(),
    now: clock.now,
    ...config.rooms,
    messagesPerSecondOf: (sdkAppId) => accounts.settings(sdkAppId).roomMessagesPerSecond,
    nameOf: async (sdkAppId, groupId) => (await groups.store.group(sdkAppId, groupId))?.name ?? '',
    onState: (state) => roomState(state),
    onHanded(sdkAppId, packets) {
      registry.tallies.of(sdkAppId).deliveries += packets
    },
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
    hooks: (store) => countingGroups(daily, createGroupHooks({ webhooks, store, now, onFailure: notTold })),
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
    memory,
  })
  const erased = (forget: () => void) => void bus.subscribe(ERASED, forget)
  const traces = openTraces(registry, now)
  const people = createPeople({ daily, db, accounts, registry, webhooks, exists, now })
  const offlinePush = wireOfflinePush({
    ...state,
    config,
    timeline,
    groups,
    presence,
    webhooks,
    conversations: () => conversations,
    now,
    onFailure: (error) => log.error({ err: error }, 'an offline push was not made'),
  })
  erased(() => void offlinePush.gateways.load().catch(() => undefined))
  const { conversations, messages, toUserAsApp } = createTalk({
    ...people,
    config,
    db,
    accounts,
    timeline,
    clock,
    bus,
    registry,
    groups,
    files,
    webhooks,
    daily,
    onUntold: notTold,
    traces,
    offline: offlinePush.note,
    globalMute,
    words,
    exists,
    maxBytes,
    now,
    onErased: erased,
  })
  const tellState = countingLogins(daily, tellStateChange(webhooks, now, notTold))
  const stateChanged = (change: StateChange): void => {
    if (!insight.selfTest.isTesting(change.sdkAppId, change.userId)) tellState(change)
  }
  const endSessions = (sdkAppId: number, userId: string): void => kickUser(registry, sdkAppId, userId)
  const kick = async (sdkAppId: number, userId: string): Promise<void> => {
    await accounts.revokeLogins(sdkAppId, userId)
    endSessions(sdkAppId, userId)
  }
  const erase = (sdkAppId: number, userId: string): Promise<void> =>
    eraseAccount(
      {
        ...state,
        ...people,
        ...broadcast,
        bus,
        conversations,
        files,
        groups,
        globalMute,
        calls: webhooks.calls,
        traces,
        kick,
        endSessions,
      },
      sdkAppId,
      userId,
    )
  const broadcast = createBroadcast({
    ...people,
    config,
    db,
    accounts,
    messages,
    toUserAsApp,
    webhooks,
    exists,
    erase,
    now,
    log,
  })
  const historyFiles = createHistoryFiles({
    store: createHistoryFileStore(db),
    timeline,
    blobs: files.blobs,
    signer: files.signer,
    incoming: files.incoming,
    now,
    onFailure: (error) => log.error({ err: error }, 'an hour of messages was not written out'),
  })
  const renewed = async (sdkAppId: number): Promise<void> => {
    db.renew()
    rooms.end(sdkAppId)
    groups.seats.forgetApplication(sdkAppId)
    await words.reread(sdkAppId)
    bus.publish(ERASED, '')
  }
  const insight = createInsight({
    renewed,
    db,
    accounts,
    webhookSettings: state.webhookSettings,
    config,
    timeline,
    registry,
    groups,
    webhooks,
    traces,
    erase,
    now,
    onFailure: (error) => log.error({ err: error }, 'figures were not stored'),
  })
  const auditRetention = createAuditRetention({
    audit: state.consoleAudit,
    days: config.console.auditDays,
    now,
    onFailure: (error) => log.error({ err: error }, 'old rows of the audit log were not taken away'),
  })
  return {
    ...state,
    ...people,
    ...insight,
    ...broadcast,
    historyFiles,
    daily,
    globalMute,
    words,
    status: { presence, watchers, registry, exists },
    webhooks,
    offlinePush,
    roaming,
    files,
    timeline,
    bus,
    registry,
    now,
    login: {
      accounts: insight.admitting,
      registry,
      timeline,
      failures,
      heartbeatMs: config.sockets.heartbeatMs,
      now,
      maxBytes,
      memory,
      admission: createAdmission({ ...config.login, now: () => performance.now(), random: Math.random }),
      stateChanged,
      arrived: presence.arrived,
    },
    messages,
    toUserAsApp,
    groups,
    rooms,
    guests,
    conversations,
    kick,
    renewed,
    onErased: erased,
    erase,
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
      await broadcast.push.runner.close()
      await offlinePush.close()
      await historyFiles.close()
      await daily.close()
      // Each whatever becomes of the one before: a lock that stays on the data folder would keep the next server out.
      await groups.hooks?.idle()
      watchers.close()
      presence.close()
      await insight.figures.close()
      await auditRetention.close()
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
