import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { privateKey, sign } from '@signet/usersig/node'
import { strFromU8, unzipSync } from 'fflate'
import type { PersonNews } from './person.ts'
import { type Person, type Server, serve, signet, startPerson } from './processes.ts'

export interface DemoResult {
  readonly acked: number
  readonly ackedBeforeKill: number
  readonly received: number
  readonly stored: number
  /** Empty when every promise held. */
  readonly broken: readonly string[]
}

interface Heard {
  readonly acked: Map<string, number>
  readonly received: string[]
}

/** Plays the whole story: application, keys, two people, 1,000 messages each way, a SIGKILL in the middle, and the count at the end. */
export async function runDemo(say: (line: string) => void, count = 1000): Promise<DemoResult> {
  const dir = await mkdtemp(join(tmpdir(), 'signet-demo-'))
  const people: Person[] = []
  let server: Server | undefined
  try {
    say('Starting a server on an empty folder …')
    server = await serve(join(dir, 'data'), 0)
    const { url } = server
    say(`  ready at ${url}`)
    const where = ['--data', join(dir, 'data'), '--out', dir]
    const created = await signet(['app', 'create', '--name', 'Demo', ...where, '--json'])
    const { sdkAppId } = JSON.parse(created) as { sdkAppId: number }
    const zip = unzipSync(new Uint8Array(await readFile(join(dir, 'keys.zip'))))
    const key = privateKey(strFromU8(zip['private_key']!))
    say(`  application ${sdkAppId}; keys.zip holds ${Object.keys(zip).join(' and ')}`)

    const heard: Record<string, Heard> = {}
    for (const [userId, peer] of [
      ['alice', 'bob'],
      ['bob', 'alice'],
    ] as const) {
      const userSig = sign(key, { sdkAppId, userId, expire: 3600 })
      const person = startPerson({ url, sdkAppId, userId, userSig, peer, count })
      heard[userId] = { acked: new Map(), received: [] }
      person.onNews = (news) => note(heard[userId]!, news)
      people.push(person)
    }
    await Promise.all(people.map((person) => person.news('ready')))
    say('  alice and bob are logged in, each in a process of its own')

    say(`Exchanging ${count} messages each way …`)
    for (const person of people) person.order('talk')
    const ackedNow = () => Object.values(heard).reduce((sum, { acked }) => sum + acked.size, 0)
    while (ackedNow() < count * 0.8) await sleep(2)
    await server.kill()
    const ackedBeforeKill = ackedNow()
    say(`  SIGKILL after ${ackedBeforeKill} acks; both clients go on trying`)
    await sleep(500)
    server = await serve(join(dir, 'data'), Number(new URL(url).port))
    say('  server restarted on the same folder')
    await Promise.all(people.map((person) => person.news('sent-all')))
    await settled(heard, count)

    for (const person of people) person.order('history')
    const histories = await Promise.all(people.map((person) => person.news('history')))
    const broken = judge(heard, histories, count)
    for (const person of people) person.order('leave')
    await server.stop()
    return {
      acked: ackedNow(),
      ackedBeforeKill,
      received: Object.values(heard).reduce((sum, { received }) => sum + received.length, 0),
      stored: histories[0]!.texts.length,
      broken,
    }
  } finally {
    for (const person of people) person.end()
    await server?.kill()
    await rm(dir, { recursive: true, force: true })
  }
}

function note(heard: Heard, news: PersonNews): void {
  if (news.kind === 'acked') heard.acked.set(news.text, news.seq)
  else if (news.kind === 'received') heard.received.push(news.text)
}

/** Waits until both have received everything, or gives up: then `judge` says what is missing. */
async function settled(heard: Record<string, Heard>, count: number): Promise<void> {
  const end = performance.now() + 20_000
  while (performance.now() < end) {
    if (Object.values(heard).every(({ received }) => received.length >= count)) return
    await sleep(20)
  }
}

/** The promises, one by one: every acked message once, where its ack said; one order for both; received once, in that order. */
function judge(
  heard: Record<string, Heard>,
  histories: readonly Extract<PersonNews, { kind: 'history' }>[],
  count: number,
): string[] {
  const broken: string[] = []
  const [hers, his] = histories as [(typeof histories)[0], (typeof histories)[0]]
  if (hers.texts.join('\n') !== his.texts.join('\n')) broken.push('the two histories differ')
  if (hers.seqs.some((seq, i) => seq !== i + 1)) broken.push('the sequence has a gap')
  if (hers.texts.length !== 2 * count) broken.push(`${hers.texts.length} messages are stored instead of ${2 * count}`)
  if (new Set(hers.texts).size !== hers.texts.length) broken.push('a message is stored twice')
  for (const [userId, { acked, received }] of Object.entries(heard)) {
    for (const [text, seq] of acked) {
      if (hers.texts[seq - 1] !== text)
        broken.push(`"${text}" was acked at ${seq}, where "${hers.texts[seq - 1]}" stands`)
    }
    const fromPeer = hers.texts.filter((text) => !text.startsWith(`${userId} `))
    if (received.join('\n') !== fromPeer.join('\n'))
      broken.push(`${userId} did not receive the peer's messages once and in order`)
  }
  return broken
}
