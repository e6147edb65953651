import type { Clock } from './clock.ts'
import type { Upload } from './files/http-upload.ts'
import type { Log } from './log.ts'
import type { Transport } from './transport/transport.ts'

/** Everything outside that the core touches. */
export interface Environment {
  readonly transport: Transport
  readonly clock: Clock
  readonly log: Log
  readonly upload: Upload
  /** In [0, 1), for jitter. */
  readonly random: () => number
  /** Identities: an unsigned 32-bit number that nobody guesses or repeats. */
  readonly uint32: () => number
}

/** Patience, in milliseconds. */
export interface Timeouts {
  /** Until a socket is open. Default 10,000. */
  readonly connect: number
  /** Until a request is answered. Default 10,000. */
  readonly request: number
  /** Until a connection under suspicion shows a sign of life. Default 4,000. */
  readonly probe: number
  /** Until `login` gives up, tries included. Default 20,000. */
  readonly login: number
  /** Until `sendMessage` gives up, reconnects included. Default 30,000. */
  readonly send: number
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  connect: 10_000,
  request: 10_000,
  probe: 4_000,
  login: 20_000,
  send: 30_000,
}
