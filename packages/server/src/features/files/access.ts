import { sdkAppIdOfFile } from '@signet/protocol/file'
import { isUserId } from '@signet/protocol/ids'
import { fail } from '../../engine/failure.ts'
import type { Signer } from './signer.ts'
import type { LoginEpoch } from './ticket.ts'

/** Who may read which file: what the query of a file's address says and signs (FILE4). */
export interface Access {
  readonly fileId: string
  readonly userId: string
  /** The group that the user reads it as a member of; empty: as its uploader or as one of two. */
  readonly groupId: string
  /** ms */
  readonly expiresAt: number
}

const PURPOSE = 'read'
/** The application itself reads, whoever the file is for. */
const APPLICATION_PURPOSE = 'read as application'

/**
 * When addresses that are given now end. The same for everybody within a window, so that an address stays the same for as long as a
 * browser may want to find it in its cache.
 */
export const expiryOf = (now: number, lifetime: number): number => (Math.floor(now / lifetime) + 2) * lifetime

export function accessQuery(signer: Signer, access: Access, epoch: number): string {
  const { fileId, userId, groupId, expiresAt } = access
  const signature = signer.sign(PURPOSE, fileId, userId, groupId, expiresAt, epoch)
  const query = new URLSearchParams({ u: userId, ...(groupId !== '' && { g: groupId }), e: String(expiresAt) })
  return `${query}&s=${signature}`
}

/** For an administrator, who reads in the name of the application (FILE13). */
export function applicationQuery(signer: Signer, access: Omit<Access, 'groupId'>, epoch: number): string {
  const { fileId, userId, expiresAt } = access
  const signature = signer.sign(APPLICATION_PURPOSE, fileId, userId, '', expiresAt, epoch)
  return `${new URLSearchParams({ u: userId, a: '1', e: String(expiresAt) })}&s=${signature}`
}

/** Whether the file may be read is asked anew with each request; this says who asks. @throws Failure FILE_DENIED */
export async function openAccess(
  parts: { readonly signer: Signer; readonly epochOf: LoginEpoch; now(): number },
  fileId: string,
  query: Readonly<Record<string, unknown>>,
): Promise<Access & { readonly sdkAppId: number; readonly asApplication: boolean }> {
  const { u: userId, g: groupId = '', a, e, s } = query
  const asApplication = a === '1'
  const purpose = asApplication ? APPLICATION_PURPOSE : PURPOSE
  const sdkAppId = sdkAppIdOfFile(fileId)
  const isShaped = isUserId(userId) && typeof groupId === 'string' && typeof e === 'string' && typeof s === 'string'
  if (sdkAppId === undefined || !isShaped || !/^\d{1,15}$/.test(e)) throw fail('FILE_DENIED')
  const expiresAt = Number(e)
  const epoch = await parts.epochOf(sdkAppId, userId)
  if (epoch === undefined || !parts.signer.verify(s, purpose, fileId, userId, groupId, expiresAt, epoch)) {
    throw fail('FILE_DENIED')
  }
  if (parts.now() >= expiresAt) throw fail('FILE_DENIED', 'This address has expired: ask for another one.')
  return { sdkAppId, fileId, userId, groupId, expiresAt, asApplication }
}
