import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { timelineContract } from './contract.ts'
import { type LevelTimelineOptions, openLevelTimeline } from './level.ts'
import type { TimelineOptions } from './timeline.ts'

const openFor = (more: LevelTimelineOptions) => async (options: TimelineOptions) => {
  const folder = await mkdtemp(join(tmpdir(), 'timeline-'))
  let failing = false
  const aroundWrite = (write: () => Promise<void>) =>
    failing ? Promise.reject(new Error('No space left on device')) : write()
  const open = () => openLevelTimeline(folder, { ...options, ...more, aroundWrite })
  let timeline = await open()
  return {
    timeline,
    async reopen() {
      await timeline.close()
      timeline = await open()
      return timeline
    },
    failCommits(now: boolean) {
      failing = now
    },
    async dispose() {
      await timeline.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

timelineContract('level', openFor({}))
timelineContract('level, commits of at most 3', openFor({ maxBatch: 3 }))
timelineContract('level, no room for active conversations', openFor({ cacheBytes: 1 }))
