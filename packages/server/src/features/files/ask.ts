import { FILE_LIMITS } from '@signet/protocol/file'
import { fail } from '../../engine/failure.ts'
import type { FileParts } from './parts.ts'
import { checkQuota } from './quota.ts'
import { cleanName } from './rules.ts'
import { sealTicket } from './ticket.ts'

export interface UploadWish {
  readonly name: string
  /** bytes */
  readonly size: number
  readonly type?: string | undefined
}

/**
 * A ticket for one upload of a user (FILE1).
 * @throws Failure FILE_INVALID, FILE_TOO_LARGE, FILE_QUOTA
 */
export async function askToUpload(
  parts: FileParts,
  self: { readonly sdkAppId: number; readonly userId: string },
  { name, size, type = '' }: UploadWish,
): Promise<{ ticket: string; expiresAt: number }> {
  const { sdkAppId, userId } = self
  const { limits } = parts
  if (Buffer.byteLength(name) > FILE_LIMITS.nameBytes) {
    throw fail('FILE_INVALID', `A name has at most ${FILE_LIMITS.nameBytes} bytes.`)
  }
  if (size > limits.maxBytes) throw fail('FILE_TOO_LARGE', `A file has at most ${limits.maxBytes} bytes.`)
  await checkQuota(parts, parts.db.read, { sdkAppId, ownerId: userId, size })
  const epoch = await parts.epochOf(sdkAppId, userId)
  if (epoch === undefined) throw fail('FILE_DENIED')
  const expiresAt = parts.now() + limits.ticketMs
  const ticket = { sdkAppId, userId, name: cleanName(name), size, type: mediaType(type), expiresAt }
  return { ticket: sealTicket(parts.signer, ticket, epoch), expiresAt }
}

/** A content type without its parameters. */
export const mediaType = (type: string): string => type.split(';')[0]!.trim().toLowerCase()
