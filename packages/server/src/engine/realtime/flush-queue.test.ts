import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { FlushQueue } from './flush-queue.ts'

function queue(msEach: number) {
  let now = 0
  const written: number[] = []
  const due = new FlushQueue(() => now)
  const socket = (name: number) => ({
    flushing: false,
    flush() {
      this.flushing = false
      now += msEach
      written.push(name)
    },
  })
  return { due, socket, written }
}

describe('[SES21] what is due for thousands of sockets at once', () => {
  it('is written over several turns, in order, with what becomes due meanwhile behind it', async () => {
    const { due, socket, written } = queue(0.01)
    for (let i = 0; i < 2000; i++) due.put(socket(i))
    await nextTurn()
    expect(written.length).toBeGreaterThan(300)
    expect(written.length).toBeLessThan(600)
    due.put(socket(2000))
    for (let turn = 0; turn < 6; turn++) await nextTurn()
    expect(written).toEqual(Array.from({ length: 2001 }, (_, i) => i))
  })

  it('is written in one turn where it takes no time', async () => {
    const { due, socket, written } = queue(0)
    for (let i = 0; i < 200; i++) due.put(socket(i))
    await nextTurn()
    expect(written).toHaveLength(200)
  })
})

describe('[SES5] a socket for which something becomes due by its own flush', () => {
  it('is flushed once more', async () => {
    const { due, written } = queue(0)
    const again = {
      flushing: false,
      flush() {
        this.flushing = false
        if (written.push(written.length) === 1) due.put(this)
      },
    }
    due.put(again)
    for (let turn = 0; turn < 3; turn++) await nextTurn()
    expect([written, again.flushing]).toEqual([[0, 1], false])
  })
})
