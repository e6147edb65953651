import { mkdtemp, rm } from 'node:fs/promises'
import { defaultConfig, start } from '@signet/server'
import { RawClient } from '@signet/testkit'
import { type Key, secretKey, sign } from '@signet/usersig/node'
import { createGroup } from '../packages/server/src/features/groups/create.ts'
import { groupTimeline } from '../packages/server/src/features/groups/rules.ts'
import { percentile, type Result, round } from './lib/result.ts'
import { startServerProcess } from './lib/server-process.ts'

export const name = 'conversations'
export const description =
  'The list of a user in 3,000 groups: first screen and full sync, from a server that was just started'

const GROUPS = Number(process.env['SIGNET_BENCH_GROUPS'] ?? 3_000)
const MESSAGES_EACH = 20
const OTHERS = 10
/** Servers started anew, so that nothing of the list is in memory; and logins to each after the first. */
const STARTS = 6
const LOGINS = 5
const ROWS = 200
const USER = 'me'
/** How old the messages are: a sync tells again what is younger than a minute. */
const AGE_MS = 600_000

interface Place {
  readonly sdkAppId: number
  readonly key: Key
}

/** Runs on a folder beside the bench, because a temporary folder may be memory, where reading costs nothing. */
export async function run(): Promise<Result> {
  const dir = await mkdtemp(new URL('.conversations-', import.meta.url).pathname)
  try {
    const place = await fill(dir)
    const cold: Taken[] = []
    const warm: Taken[] = []
    let cpuSeconds = 0
    let loopDelayP99Ms = 0
    for (let n = 0; n < STARTS; n++) {
      await using server = await startServerProcess({ data: { dir } })
      await server.reset()
      cold.push(await logIn(server.url, place))
      for (let again = 0; again < LOGINS; again++) warm.push(await logIn(server.url, place))
      const usage = await server.usage()
      cpuSeconds += usage.cpuSeconds
      loopDelayP99Ms = Math.max(loopDelayP99Ms, usage.loopDelayP99Ms)
    }
    const lists = STARTS * (1 + LOGINS)
    const of = (taken: readonly Taken[], what: keyof Taken, share = 0.5): number =>
      round(
        percentile(
          taken.map((one) => one[what]),
          share,
        ),
      )
    return {
      perSecond: round(1000 / of(warm, 'allMs')),
      cpuSecondsPer100k: round((cpuSeconds / (lists * GROUPS)) * 100_000),
      p50Ms: of(cold, 'firstScreenMs'),
      p99Ms: of(cold, 'firstScreenMs', 0.99),
      firstScreenAgainMs: of(warm, 'firstScreenMs'),
      firstScreen: cold[0]!.firstScreen,
      allMs: of(cold, 'allMs'),
      allP99Ms: of(cold, 'allMs', 0.99),
      nothingNewMs: of(cold, 'nothingNewMs'),
      totalUnreadMs: of(cold, 'totalUnreadMs'),
      loopDelayP99Ms: round(loopDelayP99Ms),
      groups: GROUPS,
      messagesEach: MESSAGES_EACH,
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** One group is made, the others are its copies: a seat takes a transaction each, and what is measured is reading. */
async function fill(dir: string): Promise<Place> {
  const config = defaultConfig({ data: { dir }, server: { port: 0 }, log: { level: 'silent' } })
  await using server = await start(config, { now: () => Date.now() - AGE_MS })
  const { accounts, groups, timeline } = server.im
  const { sdkAppId } = await accounts.apps.create({ name: 'bench', settings: { loginPolicy: 'multi' } })
  const { keyId } = await accounts.keys.makeSecret(sdkAppId)
  const others = Array.from({ length: OTHERS }, (_, i) => `user${i}`)
  await accounts.importMany(
    sdkAppId,
    [USER, ...others].map((userId) => ({ userId })),
  )
  const maker = { sdkAppId, actor: { kind: 'user', userId: USER } } as const
  await createGroup(groups, maker, { type: 'Public', name: 'group', groupId: 'group0' })
  const group = (await groups.store.group(sdkAppId, 'group0'))!
  const member = (await groups.store.member(sdkAppId, 'group0', USER))!
  const ids = Array.from({ length: GROUPS }, (_, i) => `group${i}`)
  for (let at = 0; at < GROUPS; at += ROWS) {
    await groups.store.transaction(async (trx) => {
      for (const groupId of ids.slice(at, at + ROWS)) {
        if (groupId === group.group_id) continue
        await groups.store.insertGroup({ ...group, group_id: groupId }, trx).execute()
        await groups.store.insertMembers([{ ...member, group_id: groupId }], trx).execute()
      }
    })
    await Promise.all(
      ids.slice(at, at + ROWS).flatMap((groupId, n) =>
        Array.from({ length: MESSAGES_EACH }, (_, i) => {
          const author = others[(n + i) % OTHERS]!
          return timeline.append({
            conversation: groupTimeline(sdkAppId, groupId),
            value: messageText(author, groupId),
            author,
          })
        }),
      ),
    )
  }
  return { sdkAppId, key: secretKey(await accounts.keys.revealSecret(sdkAppId, keyId)) }
}

interface Taken {
  /** From before the socket is opened. */
  readonly firstScreenMs: number
  readonly allMs: number
  /** A sync after which nothing had changed. */
  readonly nothingNewMs: number
  readonly totalUnreadMs: number
  /** Conversations of the first page. */
  readonly firstScreen: number
}

async function logIn(url: string, { sdkAppId, key }: Place): Promise<Taken> {
  const userSig = sign(key, { sdkAppId, userId: USER })
  const startedAt = performance.now()
  const client = await RawClient.open(url)
  await client.login({ sdkAppId, userId: USER, userSig })
  const first = await client.request('sync', {})
  const firstScreenMs = performance.now() - startedAt
  const seen = new Set(first.conversations.map(({ conversation }) => conversation))
  for (let cursor = first.cursor; cursor !== undefined; ) {
    const page = await client.request('sync', { cursor })
    for (const { conversation } of page.conversations) seen.add(conversation)
    cursor = page.cursor
  }
  const allMs = performance.now() - startedAt
  if (seen.size !== GROUPS) throw new Error(`the list has ${seen.size} conversations instead of ${GROUPS}`)
  const nothingNewMs = await timed(() => client.request('sync', { since: first.time }))
  const totalUnreadMs = await timed(async () => {
    const { unread } = await client.request('conversation.unread', {})
    if (unread !== GROUPS * MESSAGES_EACH) throw new Error(`${unread} unread instead of ${GROUPS * MESSAGES_EACH}`)
  })
  await client.close()
  return { firstScreenMs, allMs, nothingNewMs, totalUnreadMs, firstScreen: first.conversations.length }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

const messageText = (from: string, to: string): string =>
  JSON.stringify({
    from,
    to,
    tinyId: '144115188075855873',
    random: 1,
    clientTime: 1,
    msgSeq: 1,
    body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x'.repeat(124) } }],
  })
