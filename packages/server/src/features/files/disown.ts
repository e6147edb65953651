import type { Database } from '../../engine/storage/database.ts'
import { disownSome, type FileTables } from './store.ts'

const PAGE = 200

/**
 * Takes the files of a user who is erased away from that name: those in messages stay with who may read these, the others go in time
 * (FILE8). Whoever gets the UserID later owns none of them, reads none of them, and has all of the room.
 */
export async function disownFiles(
  { db }: { readonly db: Database<FileTables> },
  sdkAppId: number,
  userId: string,
): Promise<void> {
  while ((await disownSome(db, sdkAppId, userId, PAGE)) > 0);
}
