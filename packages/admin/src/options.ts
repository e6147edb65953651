import type { Key } from '@signet/usersig/node'

/** Where tickets come from: a key to sign with, or somebody who signs. */
export type TicketSource =
  | {
      /** `secretKey(…)` or `privateKey(…)` of the application. */
      readonly key: Key
      readonly getUserSig?: never
    }
  | {
      /** Gives a UserSig of the administrator; asked again when the last one is about to expire or was refused. */
      readonly getUserSig: (administrator: string) => string | Promise<string>
      readonly key?: never
    }

/** Options of `createAdmin`. */
export type AdminOptions = TicketSource & {
  /** Address of the server, `https://im.example.com`; a path in it stays in front of `/v4`. */
  readonly server: string
  readonly sdkAppId: number
  /** UserID of the account administrator who calls. Default: `administrator`. */
  readonly administrator?: string
  /** For one try, ms. Default: 10,000. */
  readonly timeoutMs?: number
  /** Tries after the first one. Default: 4; 0 for none. */
  readonly retries?: number
  /** Default: the `fetch` of the runtime. */
  readonly fetch?: typeof fetch
  /** ms. Default: the clock. */
  readonly now?: () => number
}
