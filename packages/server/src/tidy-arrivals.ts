import { type EraseApplicationParts, eraseApplication } from './erase-application.ts'
import type { Accounts } from './features/accounts/create.ts'
import { ARRIVING } from './features/transfer/import.ts'

/** Takes away what imports left behind that a killed server never ended (MOVE4). Nothing else is out of service since that moment. */
export async function tidyArrivals<Tables>(
  parts: EraseApplicationParts<Tables> & { readonly accounts: Pick<Accounts, 'apps'> },
): Promise<void> {
  for (const { sdkAppId, disabledAt } of await parts.accounts.apps.list()) {
    if (disabledAt === ARRIVING) await eraseApplication(parts, sdkAppId)
  }
}
