import type { Registry } from 'prom-client'
import { fail } from '../../engine/failure.ts'
import type { Secrets } from '../../engine/secrets.ts'
import type { Database } from '../../engine/storage/database.ts'
import type { SendParts } from '../messages/send.ts'
import type { AddressRule } from '../webhooks/address.ts'
import type { Webhooks } from '../webhooks/create.ts'
import { readAnswer } from './answer.ts'
import { createGateways, type Gateways } from './gateways.ts'
import { Lane, type LaneParts, type LaneState } from './lane.ts'
import { createPushMetrics } from './metrics.ts'
import { noteOf } from './note.ts'
import { createGatewayPost } from './post.ts'
import type { Push } from './push.ts'
import type { PushFacts } from './push-id.ts'
import { pushId, readPushId } from './push-id.ts'
import { type Stage, stageEvent } from './stage.ts'
import type { OfflinePushTables } from './store.ts'

/** What the server's settings say about offline pushes. */
export interface OfflinePushConfig {
  readonly maxAgeMs: number
  readonly maxWaiting: number
  readonly timeoutMs: number
  readonly firstRetryMs: number
  readonly maxGroupMembers: number
}

/** What a gateway made of a test. */
export interface TriedPush {
  readonly ok: boolean
  /** What it answered, or why there is no answer. */
  readonly detail: string
  /** ms */
  readonly took: number
}

/** Pushes to phones whose owners are not there, through the gateway of each application. */
export interface OfflinePush {
  readonly gateways: Gateways
  /** Hears of every message that was stored. Nobody waits for it, and without a gateway it does nothing. */
  readonly note: NonNullable<SendParts['offline']>
  stateOf(sdkAppId: number): LaneState
  /** Sends a push of no message for a user to the gateway, now. @throws Failure BAD_PARAMETER when there is none */
  tryOut(sdkAppId: number, userId: string): Promise<TriedPush>
  /** What the id of a push is about; nothing for what is none of this application's. */
  factsOf(sdkAppId: number, id: string): PushFacts | undefined
  /** Tells how far pushes came. */
  tell(sdkAppId: number, staged: readonly (readonly [PushFacts, Stage])[]): Promise<void>
  register(registry: Registry): void
  /** When nothing is under way; for tests. */
  idle(): Promise<void>
  open(): Promise<void>
  /** Ends what is under way. What waits is forgotten: the messages themselves are stored. */
  close(): Promise<void>
}

export type OfflinePushParts = Omit<
  LaneParts,
  'poster' | 'metrics' | 'limits' | 'gatewayOf' | 'tell' | 'idKey' | 'maxGroupMembers'
> & {
  readonly db: Database<OfflinePushTables>
  readonly secrets: Secrets
  readonly addresses: AddressRule
  readonly webhooks: Pick<Webhooks, 'wants' | 'tell'>
  readonly config: OfflinePushConfig
}

const MOST_ANSWER_CHARS = 2_000

export function createOfflinePush(parts: OfflinePushParts): OfflinePush {
  const { db, secrets, addresses, webhooks, config, now, onFailure } = parts
  const { maxAgeMs, maxWaiting, firstRetryMs, timeoutMs, maxGroupMembers } = config
  const gateways = createGateways({ db, secrets, addresses, timeoutMs, now, onFailure })
  const lanes = new Map<number, Lane>()
  const stop = new AbortController()
  const poster = createGatewayPost(addresses, now)
  const idKey = secrets.key('push-id')
  const metrics = createPushMetrics({
    waiting: () => [...lanes.values()].reduce((sum, lane) => sum + lane.state.waiting, 0),
    oldestAt: () =>
      [...lanes.values()]
        .map((lane) => lane.state.oldestAt)
        .filter(isNumber)
        .sort((a, b) => a - b)[0],
    now,
  })

  const tell: OfflinePush['tell'] = async (sdkAppId, staged) => {
    if (!(await webhooks.wants(sdkAppId, ['Push.OfflinePush', 'Push.AllMemberPush']))) return
    await Promise.all(staged.map(([facts, stage]) => webhooks.tell(sdkAppId, stageEvent(facts, stage, now()))))
  }
  const laneParts: LaneParts = {
    ...parts,
    idKey,
    maxGroupMembers,
    poster,
    metrics,
    limits: { most: maxWaiting, maxAgeMs, firstWaitMs: firstRetryMs },
    gatewayOf: gateways.of,
    tell: (sdkAppId, staged) => tell(sdkAppId, staged).catch(onFailure),
  }

  function laneOf(sdkAppId: number): Lane {
    let lane = lanes.get(sdkAppId)
    if (lane === undefined) {
      lane = new Lane(sdkAppId, laneParts, stop.signal)
      lanes.set(sdkAppId, lane)
    }
    return lane
  }

  return {
    gateways,
    note(route, draft, sent, options) {
      const gateway = gateways.of(route.sdkAppId)
      if (gateway === undefined) return
      const note = noteOf(route, draft, sent, options, gateway.language)
      if (note !== undefined) laneOf(route.sdkAppId).add(note)
    },
    stateOf: (sdkAppId) => lanes.get(sdkAppId)?.state ?? NOTHING,
    async tryOut(sdkAppId, userId) {
      const gateway = gateways.of(sdkAppId)
      if (gateway === undefined) throw fail('BAD_PARAMETER', 'The application has no push gateway.')
      const push = testPush(idKey, sdkAppId, userId, gateway.language, now())
      const from = performance.now()
      const posted = await poster.post(gateway, [push])
      const took = Math.round(performance.now() - from)
      if (!posted.ok) return { ok: false, detail: posted.detail, took }
      const outcome = readAnswer(posted.text).get(push.id)?.outcome
      return { ok: outcome === undefined || outcome === 'sent', detail: posted.text.slice(0, MOST_ANSWER_CHARS), took }
    },
    factsOf: (sdkAppId, id) => readPushId(idKey, sdkAppId, id),
    tell,
    register: metrics.register,
    async idle() {
      await Promise.all([...lanes.values()].map((lane) => lane.idle()))
    },
    open: () => gateways.load(),
    async close() {
      stop.abort()
      await poster.close()
      await this.idle()
    },
  }
}

const NOTHING: LaneState = { waiting: 0, oldestAt: undefined, lastTakenAt: undefined, lastFailure: undefined }

const isNumber = (value: number | undefined): value is number => value !== undefined

const TEST = {
  zh: { Title: '推送测试', Desc: '离线推送已接通。' },
  en: { Title: 'Push test', Desc: 'Offline push works.' },
}

function testPush(
  key: Buffer,
  sdkAppId: number,
  to: string,
  language: keyof typeof TEST,
  now: number,
): Pick<Push, 'id' | 'body'> {
  const time = Math.floor(now / 1000)
  const id = pushId(key, { sdkAppId, from: '', to, msgSeq: 0, random: 0, time })
  const about = {
    From_Account: '',
    To_Account: to,
    ConversationId: '',
    Nick: '',
    MsgSeq: 0,
    MsgRandom: 0,
    MsgTime: time,
  }
  return { id, body: { PushId: id, ...about, ...TEST[language], Test: true } }
}
