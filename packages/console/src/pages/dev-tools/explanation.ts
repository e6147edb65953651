/** What the server answers about a ticket. Times are Unix seconds. */
export interface Explanation {
  readonly fields: Readonly<Record<string, string | number | boolean | null>>
  readonly version?: 1 | 2
  readonly sdkAppId?: number
  readonly userId?: string
  readonly issuedAt?: number
  readonly expiresAt?: number
  readonly now: number
  readonly key?: { readonly keyId: string; readonly state: 'active' | 'retiring' | 'retired' | 'revoked' }
  readonly checks: readonly {
    readonly check: CheckName
    readonly outcome: 'passed' | 'failed' | 'unknown'
    readonly message?: string
  }[]
  readonly login:
    | { readonly ok: true; readonly userId: string }
    | {
        readonly ok: false
        readonly code: number
        readonly name: string
        readonly message: string
        readonly advice: string
      }
}

export type CheckName =
  | 'service'
  | 'form'
  | 'application'
  | 'key'
  | 'purpose'
  | 'user'
  | 'time'
  | 'revocation'
  | 'account'
