import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RawClient } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'
import { enterCrowd } from './lib/crowd.ts'
import { answerOf, forkPart, type PlainCrowd, startCrowd } from './lib/plain-crowd.ts'
import { percentile, type Result, round } from './lib/result.ts'
import { type ServerProcess, startServerProcess } from './lib/server-process.ts'

export const name = 'room'
export const description = 'One live room with 10,000 members, 40 messages a second, against a bare loop of writes.'

const MEMBERS = 10_000
/** Members that read what they get, for the latency; the others count bytes. The first of them speaks. */
const LISTENERS = 40
const PER_SECOND = 40
const SECONDS = 15
/** How long the server is watched with everybody in the room and nobody speaking: sockets cost something at rest. */
const REST_SECONDS = 5
const TEXT = 'x'.repeat(180)

export async function run(): Promise<Result> {
  await using server = await startServerProcess({
    sockets: { idleAfterMs: 600_000 },
    // The rate is that of the bench; the cap is for others.
    rooms: { messagesPerSecond: 1000 },
  })
  using crowd = startCrowd()
  const clients = await enterCrowd(server, LISTENERS)
  const { groupId } = await clients[0]!.request('group.create', { type: 'AVChatRoom', name: 'Stage' })
  await Promise.all(clients.map((client) => client.request('group.join', { groupId })))
  const logins = tickets(server)
  await crowd.obey({ kind: 'open', url: `${server.url}/im`, count: logins.length, logins })
  await server.reset()
  const joined = await crowd.obey({ kind: 'ask', op: 'group.join', data: { groupId } })
  const joining = await server.usage()
  await sleep(3000)

  const room = await measureRoom(server, crowd, clients, groupId)
  for (const client of clients) client.socket.terminate()
  await crowd.obey({ kind: 'close' })
  const bareCpuSeconds = await bareLoop(crowd, room.frames, room.frameBytes)
  const deliveries = room.messages * MEMBERS
  return {
    perSecond: Math.round(deliveries / SECONDS),
    cpuSecondsPer100k: round((room.cpuSeconds / deliveries) * 100_000, 4),
    p50Ms: round(percentile(room.latencies, 0.5)),
    p99Ms: round(percentile(room.latencies, 0.99)),
    members: MEMBERS,
    messages: room.messages,
    framesPerMember: room.frames,
    bytesPerFrame: room.frameBytes,
    cpuPercent: round((room.cpuSeconds / SECONDS) * 100, 1),
    bareCpuSecondsPer100k: round((bareCpuSeconds / deliveries) * 100_000, 4),
    timesBare: round(room.cpuSeconds / bareCpuSeconds),
    cpuPercentAtRest: round(room.restShare * 100, 1),
    timesBareWithoutRest: round((room.cpuSeconds - room.restShare * SECONDS) / bareCpuSeconds),
    serverWaitedForCore: round(room.runQueueShare),
    joinsPerSecond: Math.round((MEMBERS / joined.lastMs) * 1000),
    joinP99Ms: round(joined.p99Ms),
    joinCpuSecondsPer100k: round((joining.cpuSeconds / MEMBERS) * 100_000),
    loopDelayP99Ms: round(room.loopDelayP99Ms),
    loopDelayP99MsAtJoins: round(joining.loopDelayP99Ms),
    loadGeneratorLoopDelayP99Ms: round(room.ownDelayP99Ms),
    rssMB: Math.round(room.rssBytes / 1e6),
  }
}

/** What the members in the other process log in with. */
function tickets({ sdkAppId, secret }: ServerProcess): object[] {
  const key = secretKey(secret)
  return Array.from({ length: MEMBERS - LISTENERS }, (_, i) => {
    const userId = `member${i}`
    return { protocol: 1, sdkAppId, userId, userSig: sign(key, { sdkAppId, userId }) }
  })
}

async function measureRoom(server: ServerProcess, crowd: PlainCrowd, clients: readonly RawClient[], groupId: string) {
  const latencies: number[] = []
  for (const client of clients) {
    client.onPush = (packet) => {
      if (packet.type !== 'room' || packet.message.event !== undefined) return
      latencies.push(performance.now() - Number(packet.message.cloudCustomData))
    }
  }
  await server.reset()
  await sleep(REST_SECONDS * 1000)
  const rest = await server.usage()
  await speak(clients[0]!, groupId, 2)
  await sleep(500)
  latencies.length = 0
  const { bytes } = await crowd.obey({ kind: 'bytes' })
  const framesBefore = clients[1]!.frames
  const ownDelay = monitorEventLoopDelay({ resolution: 1 })
  ownDelay.enable()
  await server.reset()
  const messages = await speak(clients[0]!, groupId, SECONDS)
  await sleep(500)
  const used = await server.usage()
  const ownDelayP99Ms = ownDelay.percentile(99) / 1e6
  const after = await crowd.obey({ kind: 'bytes' })
  const frames = clients[1]!.frames - framesBefore
  const restShare = rest.cpuSeconds / REST_SECONDS
  return {
    ...used,
    restShare,
    ownDelayP99Ms,
    latencies,
    messages,
    frames,
    frameBytes: Math.round((after.bytes - bytes) / frames),
  }
}

/** Says things on time, whether or not earlier ones were answered. @returns how many */
async function speak(speaker: RawClient, group: string, seconds: number): Promise<number> {
  const startedAt = performance.now()
  const answers: Promise<unknown>[] = []
  for (let sent = 0; sent < PER_SECOND * seconds; sent++) {
    const wait = startedAt + (sent * 1000) / PER_SECOND - performance.now()
    if (wait > 0) await sleep(wait)
    answers.push(
      speaker.request('send', {
        group,
        random: sent,
        clientTime: Math.floor(Date.now() / 1000),
        body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: TEXT } }],
        cloudCustomData: String(performance.now()),
      }),
    )
  }
  await Promise.all(answers)
  return answers.length
}

/** CPU time of a process that writes as many frames of that size to as many sockets, at the same pace. */
async function bareLoop(crowd: PlainCrowd, frames: number, frameBytes: number): Promise<number> {
  const child = forkPart('./bare-room.ts')
  const { url } = await answerOf<{ url: string }>(child)
  await crowd.obey({ kind: 'open', url, count: MEMBERS })
  await sleep(1000)
  const answer = answerOf<{ cpuSeconds: number }>(child)
  child.send({ frames, frameBytes, everyMs: (SECONDS * 1000) / frames })
  const { cpuSeconds } = await answer
  child.kill()
  return cpuSeconds
}
