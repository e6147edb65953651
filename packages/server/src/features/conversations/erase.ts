import type { ConversationParts } from './parts.ts'
import { eraseRows, NO_SETTING, type Owner, putSetting } from './store.ts'

const PAGE = 200

/**
 * Erases what a user made of conversations; the conversations themselves belong to the others too. What was said in private up to now
 * stays out of sight of somebody who gets the same UserID later.
 */
export async function eraseConversations(
  { db, timeline, sources }: Pick<ConversationParts, 'db' | 'timeline' | 'sources'>,
  self: Owner,
): Promise<void> {
  await db.write(eraseRows(db.read, self))
  for (const source of sources.filter(({ kind }) => kind === 'C2C')) {
    let after: string | undefined = ''
    while (after !== undefined) {
      const { places, next }: Awaited<ReturnType<typeof source.page>> = await source.page(self, after, PAGE)
      const heads = await timeline.heads(places.map((place) => place.timeline))
      await db.transaction(async (trx) => {
        for (const [i, { conversation }] of places.entries()) {
          const { seq } = heads[i]!
          await putSetting(trx, self, conversation, { ...NO_SETTING, clearedSeq: seq, removedSeq: seq })
        }
      })
      after = next
    }
  }
}
