import { timelineContract } from './contract.ts'
import { createMemoryTimeline } from './memory.ts'

timelineContract('memory', async (options) => {
  const timeline = createMemoryTimeline(options)
  return { timeline, dispose: () => timeline.close() }
})
