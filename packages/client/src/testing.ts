/** A server in memory, for tests of apps: `@signet/chat/testing`. */
export { type Chaos, type MemoryIm, type MemoryImOptions, memoryIm } from './testing/memory-im.ts'
