import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure, fail } from '../../engine/failure.ts'
import type { Accounts } from '../accounts/create.ts'
import { type Measured, Tracker } from './measure.ts'
import { openTestUser, type TestUser } from './test-user.ts'

export interface SelfTestParts {
  readonly accounts: Pick<Accounts, 'apps' | 'find' | 'import'>
  issue(sdkAppId: number, userId: string): string
  erase(sdkAppId: number, userId: string): Promise<void>
  /** ms */
  now(): number
}

/** How a self-test is doing. */
export type SelfTestState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'running'
      readonly startedAt: number
      readonly of: number
      readonly sent: number
      readonly received: number
    }
  | { readonly kind: 'done'; readonly startedAt: number; readonly result: Measured }
  | { readonly kind: 'failed'; readonly startedAt: number; readonly why: string }

/** Not shown as what the people of an application do. */
export interface Share {
  /** Since the start. */
  readonly messages: number
  readonly deliveries: number
  /** Now; each is a user and an account of its own. */
  readonly sessions: number
  readonly accounts: number
}

/** Two made-up users of an application write to each other over real sockets of this server. Webhooks hear nothing of it. */
export interface SelfTest {
  /** One at a time. @throws Failure FORBIDDEN while another one runs; APP_DISABLED */
  start(sdkAppId: number): Promise<void>
  state(sdkAppId: number): SelfTestState
  /** Is this one of the users of the test that runs, or ran just now? */
  isTesting(sdkAppId: number, userId: string): boolean
  /** What of an application’s figures is its self-tests: since the start, and now. */
  share(sdkAppId: number): Share
  /** Where the server listens. */
  reachedAt(url: string): void
}

const MESSAGES = 100
const EVERY_MS = 25
/** For the last ones to arrive. */
const SETTLE_MS = 3000
/** By its nick an account is known to be one of a test that was broken off. */
const NICK = 'Signet self-test'
const NAMES = ['signet-self-test-1', 'signet-self-test-2'] as const

export function createSelfTest({ accounts, issue, erase, now }: SelfTestParts): SelfTest {
  const states = new Map<number, SelfTestState>()
  let url: string | undefined
  let running: number | undefined
  let testing: ReadonlySet<string> = new Set()
  const shares = new Map<number, { -readonly [K in keyof Share]: Share[K] }>()

  function shareOf(sdkAppId: number) {
    const share = shares.get(sdkAppId) ?? { messages: 0, deliveries: 0, sessions: 0, accounts: 0 }
    shares.set(sdkAppId, share)
    return share
  }

  /** A name that nobody else has. */
  async function userOf(sdkAppId: number, name: string): Promise<string> {
    const known = await accounts.find(sdkAppId, name)
    const userId = known === undefined || known.nick === NICK ? name : `${name}-${randomInt(2 ** 32).toString(36)}`
    await accounts.import({ sdkAppId, userId, nick: NICK })
    return userId
  }

  async function run(sdkAppId: number, startedAt: number): Promise<Measured> {
    const tracker = new Tracker()
    const begun: string[] = []
    const open: TestUser[] = []
    const share = shareOf(sdkAppId)
    const note = () => states.set(sdkAppId, { kind: 'running', startedAt, of: MESSAGES, ...tracker.count })
    try {
      for (const name of NAMES) begun.push(await userOf(sdkAppId, name))
      share.accounts = begun.length
      testing = new Set(begun.map((userId) => `${sdkAppId}/${userId}`))
      const [from, to] = begun as [string, string]
      const enter = (userId: string, hear: Parameters<typeof openTestUser>[2]) =>
        openTestUser(url!, { sdkAppId, userId, userSig: issue(sdkAppId, userId) }, hear)
      const first = randomInt(2 ** 31)
      open.push(
        await enter(to, ({ seq, random }) => {
          share.deliveries++
          tracker.received(random - first, seq, performance.now())
        }),
      )
      open.push(await enter(from, () => {}))
      share.sessions = open.length
      const clientTime = Math.floor(now() / 1000)
      const acks: Promise<void>[] = []
      for (let no = 0; no < MESSAGES; no++) {
        tracker.sent(no, performance.now())
        const body = [{ MsgType: 'TIMTextElem', MsgContent: { Text: `self-test ${no}` } }]
        const sent = open[1]!.request('send', { to, random: first + no, clientTime, body })
        acks.push(
          sent.then(() => {
            share.messages++
            tracker.acked(no, performance.now())
          }),
        )
        note()
        await sleep(EVERY_MS)
      }
      await Promise.all(acks)
      for (const until = performance.now() + SETTLE_MS; tracker.count.received < MESSAGES; ) {
        if (performance.now() > until) break
        note()
        await sleep(EVERY_MS)
      }
      return tracker.result()
    } finally {
      for (const user of open) user.close()
      share.sessions = 0
      for (const userId of begun) await erase(sdkAppId, userId)
      share.accounts = 0
    }
  }

  return {
    async start(sdkAppId) {
      const app = await accounts.apps.get(sdkAppId)
      if (app.disabledAt !== undefined) throw fail('APP_DISABLED')
      if (running !== undefined || url === undefined) {
        throw fail('FORBIDDEN', 'Another self-test is running on this server: wait for its end.')
      }
      running = sdkAppId
      const startedAt = now()
      states.set(sdkAppId, { kind: 'running', startedAt, of: MESSAGES, sent: 0, received: 0 })
      void run(sdkAppId, startedAt)
        .then(
          (result) => states.set(sdkAppId, { kind: 'done', startedAt, result }),
          (error: Error) => states.set(sdkAppId, { kind: 'failed', startedAt, why: whyOf(error) }),
        )
        .finally(() => {
          running = undefined
        })
    },
    share: shareOf,
    isTesting: (sdkAppId, userId) => testing.has(`${sdkAppId}/${userId}`),
    state: (sdkAppId) => states.get(sdkAppId) ?? { kind: 'none' },
    reachedAt(where) {
      url = where
    },
  }
}

const whyOf = (error: Error): string =>
  error instanceof Failure ? `${error.errorName}: ${error.message}` : error.message
