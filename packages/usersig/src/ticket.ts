import type { UserBufField } from './fields.ts'

/** What a ticket claims, read strictly. Nothing in it is to be believed before the signature is verified. */
export interface Ticket {
  readonly version: 1 | 2
  readonly sdkAppId: number
  readonly userId: string
  /** Unix seconds. */
  readonly issuedAt: number
  /** Seconds. */
  readonly lifetime: number
  readonly userBuf: UserBufField | undefined
  readonly signedText: string
  /** v1: the 64 bytes r ‖ s. v2: the 32 bytes of the HMAC. */
  readonly signature: Uint8Array
}

/** What is put into a ticket, checked. */
export interface Content {
  readonly sdkAppId: number
  readonly userId: string
  readonly issuedAt: number
  readonly lifetime: number
  /** Standard base64. */
  readonly userBuf: string | undefined
}

/** The two halves of signing: the text to sign, and the JSON once the signature is known. */
export interface Draft {
  readonly signedText: string
  json(signature: Uint8Array): string
}
