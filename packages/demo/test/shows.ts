import { expect } from 'vitest'
import { PATIENCE } from './chat-world.ts'

/** Waits until something is so. */
export const shows = (what: () => Promise<unknown>) => expect.poll(what, { timeout: PATIENCE, interval: 50 })
