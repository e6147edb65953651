import type { ProfileParts } from './parts.ts'
import { eraseFields } from './store.ts'

/** Erases what is kept about a user beside the account itself. */
export async function eraseProfile({ db }: Pick<ProfileParts, 'db'>, sdkAppId: number, userId: string): Promise<void> {
  await db.write([eraseFields(db.read, sdkAppId, userId)])
}
