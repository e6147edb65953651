import type { Accounts } from './create.ts'

/**
 * What signatures that are given to a user are bound to: another one after the logins of the account were revoked.
 * @returns Unix seconds before which tickets are refused; nothing when there is no such account or its application is disabled
 */
export async function loginEpoch(
  { apps, find }: Pick<Accounts, 'apps' | 'find'>,
  sdkAppId: number,
  userId: string,
): Promise<number | undefined> {
  const account = await find(sdkAppId, userId)
  if (account === undefined) return undefined
  const { disabledAt } = await apps.get(sdkAppId)
  return disabledAt === undefined ? account.sigNotBefore : undefined
}
