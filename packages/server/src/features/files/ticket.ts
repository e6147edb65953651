import { isSdkAppId, isUserId } from '@signet/protocol/ids'
import { fail } from '../../engine/failure.ts'
import type { Signer } from './signer.ts'

/** What one upload may be (FILE1): by whom, of which application, how large, under which content type. */
export interface Ticket {
  readonly sdkAppId: number
  readonly userId: string
  readonly name: string
  /** At most so many bytes. */
  readonly size: number
  /** Content type that the upload has in its header; empty for any. */
  readonly type: string
  /** ms */
  readonly expiresAt: number
}

/** Seconds before which logins of the account were revoked; nothing when there is no such account, or its application is disabled. */
export type LoginEpoch = (sdkAppId: number, userId: string) => Promise<number | undefined>

const PURPOSE = 'upload'
const MOST_CHARS = 4096

/** @param epoch of the account: a ticket ends with the logins that it came from */
export function sealTicket(signer: Signer, ticket: Ticket, epoch: number): string {
  const text = JSON.stringify(ticket)
  return `${Buffer.from(text).toString('base64url')}.${signer.sign(PURPOSE, text, epoch)}`
}

/** @throws Failure FILE_DENIED for a ticket that was changed, is over, or whose account is gone or was kicked */
export async function openTicket(
  parts: { readonly signer: Signer; readonly epochOf: LoginEpoch; now(): number },
  authorization: string | undefined,
): Promise<Ticket> {
  const found = /^Bearer ([\w-]+)\.([\w-]{22})$/i.exec(authorization ?? '')
  if (found === null || found[0].length > MOST_CHARS) throw fail('FILE_DENIED')
  const text = Buffer.from(found[1]!, 'base64url').toString()
  const ticket = parseTicket(text)
  const epoch = ticket && (await parts.epochOf(ticket.sdkAppId, ticket.userId))
  if (ticket === undefined || epoch === undefined || !parts.signer.verify(found[2]!, PURPOSE, text, epoch)) {
    throw fail('FILE_DENIED')
  }
  if (parts.now() >= ticket.expiresAt) throw fail('FILE_DENIED', 'The ticket has expired: ask for another one.')
  return ticket
}

/** As much of it as is needed to know whose signature to check. */
function parseTicket(text: string): Ticket | undefined {
  try {
    const ticket = JSON.parse(text) as Ticket
    return isSdkAppId(ticket?.sdkAppId) && isUserId(ticket.userId) ? ticket : undefined
  } catch {
    return undefined
  }
}
