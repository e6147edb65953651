import type { RestHandlers } from '../../engine/http/rest.ts'
import { type AuditWords, LIBRARY } from './words.ts'

type Path = Extract<keyof RestHandlers, `openim_dirty_words/${string}`>

/** Server API: the words that block messages, by the names that they had before. */
export function dirtyWordCommands(words: AuditWords): Pick<RestHandlers, Path> {
  const plain = (keyword: string) => ({ keyword, isPattern: false })
  return {
    async 'openim_dirty_words/get'({ sdkAppId }) {
      const rows = await words.list(sdkAppId, LIBRARY)
      // By the alphabet: ids are random, and whoever asks twice shall get one answer.
      return { DirtyWordsList: rows.map(({ keyword }) => keyword).sort() }
    },
    async 'openim_dirty_words/add'({ sdkAppId }, { DirtyWordsList }) {
      const added = [...new Set(DirtyWordsList)].map((keyword) => ({ ...plain(keyword), blocks: true }))
      await words.put(sdkAppId, LIBRARY, added)
      return {}
    },
    async 'openim_dirty_words/delete'({ sdkAppId }, { DirtyWordsList }) {
      await words.remove(sdkAppId, LIBRARY, [...new Set(DirtyWordsList)].map(plain))
      return {}
    },
  }
}
