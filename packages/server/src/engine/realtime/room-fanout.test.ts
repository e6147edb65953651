import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { LiveBatch, LiveItem } from './live-batch.ts'
import { type Ear, RoomFanout } from './room-fanout.ts'
import type { Session } from './session.ts'

/** Sessions that keep what they were handed, and a room of them. */
function room(sockets: number, tickMs: (sockets: number) => number = () => 0) {
  const taken: string[][] = []
  const fanout = new RoomFanout<Ear, LiveItem>({
    tickMs,
    onTaken: (items) => taken.push(items.map(({ text }) => text)),
    onSkipped: () => {},
  })
  const heard: string[][] = []
  const enter = () => {
    const texts: string[] = []
    const id = `s${heard.push(texts) - 1}`
    const session = { id, sendLive: (batch: LiveBatch) => texts.push(batch.whole.text) } as unknown as Session
    const ear = { session, since: fanout.batches }
    fanout.ears.add(ear)
    return ear
  }
  const ears = Array.from({ length: sockets }, enter)
  const say = (text: string, except = '') => fanout.put({ text, rank: 2, except })
  return { fanout, heard, taken, ears, enter, say }
}
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

describe('[ROOM2] a room', () => {
  it('tells at the end of the turn what came in it, as one batch', async () => {
    const { heard, say } = room(2)
    say('a')
    say('b')
    expect(heard).toEqual([[], []])
    await turn()
    expect(heard).toEqual([['a,b'], ['a,b']])
  })

  it('does not make a message wait when it was quiet, and gathers the next ones', async () => {
    const { heard, say, fanout } = room(1, () => 60)
    say('first')
    await turn()
    expect(heard[0]).toEqual(['first'])
    say('second')
    await sleep(10)
    say('third')
    await sleep(20)
    expect(heard[0]).toEqual(['first'])
    await sleep(80)
    expect(heard[0]).toEqual(['first', 'second,third'])
    fanout.close()
  })

  it('lets others run while it writes to many, in order', async () => {
    const { heard, say, ears } = room(30_000)
    for (const { session } of ears) {
      const tell = session.sendLive.bind(session)
      session.sendLive = (batch) => {
        tell(batch)
        for (let i = 0; i < 500; i++) Math.sqrt(i)
      }
    }
    let turns = 0
    say('a')
    const watch = (): void => {
      turns++
      if (heard.at(-1)!.length < 2) setImmediate(watch)
    }
    setImmediate(watch)
    await turn()
    say('b')
    while (heard.at(-1)!.length < 2) await turn()
    expect(turns).toBeGreaterThan(4)
    expect(heard.every((texts) => texts.join(' ') === 'a b')).toBe(true)
  })

  it('leaves out what a session wrote itself', async () => {
    const { heard, say } = room(2)
    say('mine', 's0')
    say('theirs')
    await turn()
    expect(heard).toEqual([['theirs'], ['mine,theirs']])
  })
})

describe('[ROOM6] who comes and goes', () => {
  it('hears nothing of what was taken before, and everything after it, also while a batch is being written', async () => {
    const { heard, say, enter, ears, fanout } = room(1)
    ears[0]!.session.sendLive = () => void enter()
    say('a')
    await turn()
    expect(heard[1]).toEqual([])
    ears[0]!.session.sendLive = () => {}
    say('b')
    await turn()
    expect(heard[1]).toEqual(['b'])
    fanout.ears.clear()
    say('c')
    await turn()
    expect(heard[1]).toEqual(['b'])
  })

  it('at the end of a room everybody has heard why', async () => {
    const { heard, say, fanout } = room(2, () => 10_000)
    say('a')
    await turn()
    say('over')
    await new Promise<void>((resolve) => fanout.finish(resolve))
    expect(heard).toEqual([
      ['a', 'over'],
      ['a', 'over'],
    ])
  })
})
