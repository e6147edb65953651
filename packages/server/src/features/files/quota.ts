import type { Kysely } from 'kysely'
import { fail } from '../../engine/failure.ts'
import type { FileParts } from './parts.ts'
import { fits } from './rules.ts'
import { APPLICATION, type FileTables, usageOf } from './store.ts'

/**
 * Refuses what does not fit any more (FILE7).
 * @param reserved bytes of other uploads under way, by owner; absent: they do not count
 * @throws Failure FILE_QUOTA
 */
export async function checkQuota(
  { limits }: Pick<FileParts, 'limits'>,
  q: Kysely<FileTables>,
  file: { readonly sdkAppId: number; readonly ownerId: string; readonly size: number },
  reserved: (ownerId: string) => number = () => 0,
): Promise<void> {
  const { sdkAppId, ownerId, size } = file
  const quotas = [
    { owner: ownerId, quota: limits.userQuotaBytes, whose: 'this user' },
    { owner: APPLICATION, quota: limits.appQuotaBytes, whose: 'the application' },
  ]
  for (const { owner, quota, whose } of quotas) {
    const used = (await usageOf(q, sdkAppId, owner)) + reserved(owner)
    if (!fits(size, { used, quota })) throw fail('FILE_QUOTA', `The files of ${whose} have at most ${quota} bytes.`)
  }
}
