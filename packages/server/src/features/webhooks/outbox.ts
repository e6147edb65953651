import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { AfterCommand } from '@signet/protocol/webhooks'
import type { Compilable } from 'kysely'
import type { OutboxEntry, Timeline } from '../../engine/timeline/timeline.ts'
import type { HooksCache, HooksLog } from './hooks-cache.ts'
import { c2cSentBody, groupSentBody, type HookGroup } from './message-bodies.ts'
import { conversationLane, type HookEvent, type Queue } from './queue.ts'
import type { Origin } from './request.ts'
import { robotEvent } from './robot-events.ts'
import type { EndpointKey, WebhookStore } from './store.ts'

/** What stands with a message in its commit: that it has to be told, and by whose request it was sent. */
export interface SentNote extends Origin {
  readonly operator?: string
}

/** Kind of this feature's entries in the timeline's outbox. */
export const OUTBOX_KIND = 'webhook'

export interface OutboxParts {
  readonly timeline: Pick<Timeline, 'outbox' | 'outboxDone' | 'read'>
  readonly store: WebhookStore
  readonly hooks: HooksCache
  readonly queue: Queue
  readonly log: HooksLog
  /** The group behind a timeline; nothing for a private conversation. */
  groupOf(sdkAppId: number, timeline: string, from: string): Promise<HookGroup | undefined>
  /** Unread private messages of a user in all; -1 when it is not known. */
  unreadOf(sdkAppId: number, userId: string): Promise<number>
}

/** Takes what was stored with messages over into the queue: from there on a slow URL holds nobody up. */
export interface Outbox {
  /** A message was stored that has to be told. */
  wake(): void
  /** When what was stored before now was taken over; at once when nothing is under way. */
  caughtUp(): Promise<void>
  /** Waits for what is under way. */
  close(): Promise<void>
}

const AT_ONCE = 256
const PAUSE_MS = 1_000

export function createOutbox(parts: OutboxParts): Outbox {
  const { timeline, store, hooks, queue } = parts
  let underWay: Promise<void> | undefined
  let again = false
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  /** The round that is under way. */
  let round: Promise<unknown> = Promise.resolve()

  function wake(): void {
    again = true
    if (underWay !== undefined || isClosed) return
    underWay = moveAll()
      .catch((error: unknown) => {
        parts.log.error({ error }, 'webhooks of messages wait: they could not be taken over')
        if (!isClosed) timer = setTimeout(wake, PAUSE_MS)
      })
      .finally(() => {
        underWay = undefined
        if (again && timer === undefined && !isClosed) wake()
        timer = undefined
      })
  }

  async function moveAll(): Promise<void> {
    while (again && !isClosed) {
      again = false
      const moving = moveSome()
      round = moving.catch(() => {})
      if (await moving) again = true
    }
  }

  /** @returns whether there may be more */
  async function moveSome(): Promise<boolean> {
    const entries = (await timeline.outbox(AT_ONCE)).filter(({ kind }) => kind === OUTBOX_KIND)
    if (entries.length === 0) return false
    // Counted once for all that a receiver gets here.
    const unread = new Map<string, Promise<number>>()
    const moved = await Promise.all(entries.map((entry) => move(entry, unread)))
    const statements = moved.flatMap((one) => one.statements)
    if (statements.length > 0) await store.write(statements)
    // A crash between the two tells these again: at least once.
    await timeline.outboxDone(entries.map(({ id }) => id))
    queue.wake(moved.flatMap((one) => one.endpoints))
    return entries.length === AT_ONCE
  }

  async function move(
    entry: OutboxEntry,
    unread: Map<string, Promise<number>>,
  ): Promise<{ statements: Compilable[]; endpoints: readonly EndpointKey[] }> {
    const sdkAppId = Number.parseInt(entry.conversation, 10)
    const [stored] = await timeline.read(entry.conversation, { after: entry.seq - 1, limit: 1 })
    // What a retention period took away before it could be told is told to nobody.
    if (stored?.seq !== entry.seq) return { statements: [], endpoints: [] }
    const message = { ...(JSON.parse(stored.value) as WireMessage), seq: stored.seq, time: stored.time }
    const event = await eventOf(entry, sdkAppId, message, unread)
    const known = await hooks.of(sdkAppId)
    const robot = robotEvent(event, message)
    const events = robot === undefined ? [event] : [event, robot]
    return {
      statements: events.flatMap((one) => queue.statements(known, sdkAppId, one)),
      endpoints: events.flatMap(({ command }) => known.after.get(command) ?? []),
    }
  }

  async function eventOf(
    entry: OutboxEntry,
    sdkAppId: number,
    message: WireMessage,
    unread: Map<string, Promise<number>>,
  ): Promise<HookEvent> {
    const origin = JSON.parse(entry.value) as SentNote
    const lane = conversationLane(entry.conversation)
    const group = await parts.groupOf(sdkAppId, entry.conversation, message.from)
    if (group !== undefined) {
      const body = groupSentBody(message, group, false, origin.operator)
      return { command: 'Group.CallbackAfterSendMsg', body, lane, origin } satisfies HookEvent<AfterCommand>
    }
    const receiver = `${sdkAppId}/${message.to}`
    const count = unread.get(receiver) ?? parts.unreadOf(sdkAppId, message.to)
    unread.set(receiver, count)
    const body = c2cSentBody(message, message.time, false, await count)
    return { command: 'C2C.CallbackAfterSendMsg', body, lane, origin }
  }

  return {
    wake,
    async caughtUp() {
      if (underWay === undefined) return
      // The round that is under way may have looked before; the next one has not.
      await round
      if (underWay !== undefined) await round
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await underWay
    },
  }
}
