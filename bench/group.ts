import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RawClient } from '@signet/testkit'
import { openSqlite } from '../packages/server/src/engine/storage/sqlite.ts'
import { createGroupStore, type GroupTables } from '../packages/server/src/features/groups/store.ts'
import { enterCrowd } from './lib/crowd.ts'
import { percentile, type Result, round } from './lib/result.ts'
import { type ServerProcess, startServerProcess } from './lib/server-process.ts'

export const name = 'group'
export const description =
  'Durable messages to groups: 200 online; and the same few online among 10, 100 and 100,000 members.'

const ONLINE = 200
const SENDERS = 20
const WINDOW = 4
const FULL_MS = 8000
const MANY = 100_000
const ROUNDS = 6
const MESSAGES_OF_A_ROUND = 600
const TEXT = 'x'.repeat(200)

export async function run(): Promise<Result> {
  const dir = await mkdtemp(join(tmpdir(), 'signet-bench-group-'))
  try {
    await using server = await startServerProcess({ data: { dir } })
    const clients = await enterCrowd(server, ONLINE)
    const full = await fullLoad(server, clients)
    const ten = await compare(server, dir, clients.slice(0, 10), 'ten')
    const hundred = await compare(server, dir, clients.slice(0, 100), 'hundred')
    for (const client of clients) client.socket.terminate()
    return {
      perSecond: Math.round(full.deliveries / full.seconds),
      cpuSecondsPer100k: round((full.cpuSeconds / full.deliveries) * 100_000),
      p50Ms: round(percentile(full.acks, 0.5)),
      p99Ms: round(percentile(full.acks, 0.99)),
      online: ONLINE,
      messagesPerSecond: Math.round(full.acks.length / full.seconds),
      delivered: full.deliveries,
      loopDelayP99Ms: round(full.loopDelayP99Ms),
      msPerMessageTenOf10: round(ten.fewMs, 3),
      msPerMessageTenOf100000: round(ten.manyMs, 3),
      ratioTen: round(ten.manyMs / ten.fewMs),
      msPerMessageHundredOf100: round(hundred.fewMs, 3),
      msPerMessageHundredOf100000: round(hundred.manyMs, 3),
      ratioHundred: round(hundred.manyMs / hundred.fewMs),
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function makeGroup(clients: readonly RawClient[], type: string, groupId: string): Promise<void> {
  const id = type === 'Community' ? `@TGS#_${groupId}` : groupId
  await clients[0]!.request('group.create', { type, name: groupId, groupId: id, joinOption: 'FreeAccess' })
  await Promise.all(clients.slice(1).map((client) => client.request('group.join', { groupId: id })))
}

const next = { random: 1 }
const say = (client: RawClient, group: string) =>
  client.request('send', {
    group,
    random: next.random++,
    clientTime: Math.floor(Date.now() / 1000),
    body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: TEXT } }],
  })

/** A few of the members keep some messages under way; every other one gets each. */
async function fullLoad(server: ServerProcess, clients: readonly RawClient[]) {
  await makeGroup(clients, 'Public', 'two-hundred')
  let deliveries = 0
  for (const client of clients) client.onPush = (packet) => void (packet.type === 'message' && deliveries++)
  const lane = async (client: RawClient, until: number, acks: number[]): Promise<void> => {
    while (performance.now() < until) {
      const at = performance.now()
      await say(client, 'two-hundred')
      acks.push(performance.now() - at)
    }
  }
  const load = async (ms: number): Promise<number[]> => {
    const acks: number[] = []
    const until = performance.now() + ms
    const senders = clients.slice(0, SENDERS)
    await Promise.all(senders.flatMap((one) => Array.from({ length: WINDOW }, () => lane(one, until, acks))))
    return acks
  }
  await load(1500)
  await server.reset()
  deliveries = 0
  const startedAt = performance.now()
  const acks = await load(FULL_MS)
  const seconds = (performance.now() - startedAt) / 1000
  const { cpuSeconds, loopDelayP99Ms } = await server.usage()
  for (const client of clients) {
    client.onPush = undefined
    client.pushes.length = 0
  }
  return { deliveries, seconds, cpuSeconds, loopDelayP99Ms, acks }
}

/** The same people in a group of their own and in one with very many others, who are not online; in turns, so that both meet the same machine. */
async function compare(server: ServerProcess, dir: string, online: readonly RawClient[], label: string) {
  const groups = { few: `${label}-few`, many: `${label}-many` }
  for (const groupId of Object.values(groups)) await makeGroup(online, 'Community', groupId)
  await addStrangers(dir, server.sdkAppId, `@TGS#_${groups.many}`, MANY - online.length)
  const cpu = { few: 0, many: 0 }
  for (let i = -1; i < ROUNDS; i++) {
    for (const which of i % 2 === 0 ? (['few', 'many'] as const) : (['many', 'few'] as const)) {
      await server.reset()
      for (let n = 0; n < MESSAGES_OF_A_ROUND; n += 10) {
        await Promise.all(online.slice(0, 10).map((client) => say(client, `@TGS#_${groups[which]}`)))
      }
      const { cpuSeconds } = await server.usage()
      // The first round warms up.
      if (i >= 0) cpu[which] += cpuSeconds
      for (const client of online) client.pushes.length = 0
    }
  }
  const messages = ROUNDS * MESSAGES_OF_A_ROUND
  return { fewMs: (cpu.few * 1000) / messages, manyMs: (cpu.many * 1000) / messages }
}

/** Members who are never online, written in bulk beside the running server. */
async function addStrangers(dir: string, sdkAppId: number, groupId: string, count: number): Promise<void> {
  const db = await openSqlite<GroupTables>(join(dir, 'signet.db'))
  const store = createGroupStore(db)
  const AT_ONCE = 1000
  for (let from = 0; from < count; from += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => ({
      sdk_app_id: sdkAppId,
      group_id: groupId,
      user_id: `stranger${from + i}`,
      type: 'Community' as const,
      role: 'Member' as const,
      joined_at: Date.now(),
      join_no: 1000 + from + i,
      join_seq: 0,
      read_seq: 0,
      name_card: '',
      custom: '[]',
      receive_option: 'AcceptAndNotify' as const,
    }))
    await store.transaction(async (trx) => {
      await store.insertMembers(rows, trx).execute()
      await store.countMembers(sdkAppId, groupId, { joined: rows.length, left: 0 }, trx).execute()
    })
  }
  await db.close()
}
