import { transport } from '#transport'
import { systemClock } from './clock.ts'
import type { Environment } from './environment.ts'
import { httpUpload } from './files/http-upload.ts'
import { Log } from './log.ts'

/** The outside as this platform has it. */
export const platformEnvironment = (): Environment => ({
  transport,
  clock: systemClock,
  log: new Log(),
  upload: httpUpload,
  random: Math.random,
  uint32: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
})
