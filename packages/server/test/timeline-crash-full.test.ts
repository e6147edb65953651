import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openLevelTimeline } from '../src/engine/timeline/level.ts'
import { Acks, expectOutbox, expectRemembered, expectWhole } from './timeline-crash-log.ts'

const canLimit = ((): boolean => {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** From now on no file of that process grows over this size: a write fails in its middle, as on a full disk. */
const limitFiles = (pid: number, bytes: number | 'unlimited') =>
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`])

test.skipIf(!canLimit)(
  '[CHK45] when the disk is full appends are refused and reads work; with room again it goes on, and nothing acked is lost',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'timeline-full-'))
    const acks = new Acks()
    const child = acks.start(folder, '0')
    const refused = () => acks.others.get('refused STORE_UNAVAILABLE') ?? 0
    try {
      for (let times = 1; times <= 3; times++) {
        const acked = acks.byKey.size
        while (acks.byKey.size < acked + 1000) await sleep(5)
        const before = refused()
        // Every size is another place in a record at which the write is cut.
        limitFiles(child.process.pid!, 70_001 * times)
        while (refused() < before + 200) await sleep(5)
        limitFiles(child.process.pid!, 'unlimited')
      }
      const acked = acks.byKey.size
      while (acks.byKey.size < acked + 1000) await sleep(5)
    } finally {
      child.process.kill('SIGKILL')
      await child.exited
    }
    expect([...acks.others.keys()]).toEqual(['refused STORE_UNAVAILABLE'])
    const timeline = await openLevelTimeline(folder)
    const stored = await expectWhole(timeline, acks)
    await expectRemembered(timeline, acks)
    await expectOutbox(timeline, stored)
    await timeline.close()
    await rm(folder, { recursive: true, force: true })
  },
  60_000,
)
