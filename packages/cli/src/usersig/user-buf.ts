import { decodeBase64 } from '../arguments.ts'

/** How a ticket with another userbuf than the expected one is refused. */
export const USER_BUF_MISMATCH = {
  code: 70005,
  reason: 'USERBUF_MISMATCH',
  remedy: 'Compare it with what the signer put in: `signet usersig inspect` shows it.',
} as const

export function sameUserBuf(expectedBase64: string, found: Uint8Array | undefined): boolean {
  const expected = decodeBase64(expectedBase64)
  return expected !== undefined && found !== undefined && Buffer.compare(expected, found) === 0
}
