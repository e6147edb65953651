import { Type } from 'typebox'
import { type AuditWords, LOCAL, type NewWord } from '../../audit/words.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'
import { Words } from './inputs.ts'

const Keyword = Type.String({ minLength: 1, maxLength: 200 })
/** Of one request; more are sent in several. */
const MOST = 1000

/** Words that messages must not have. */
export function wordRoutes(words: AuditWords): ConsoleRoute[] {
  return [
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/words',
      role: 'readOnly',
      input: Type.Object({
        contains: Type.Optional(Type.String({ maxLength: 200 })),
        action: Type.Optional(Type.Union([Type.Literal('replace'), Type.Literal('block'), Type.Literal('report')])),
        from: Type.Optional(Type.Integer({ minimum: 0 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      }),
      async handle({ sdkAppId, input: { contains = '', action, from = 0, limit = 50 } }) {
        const wanted = contains.toLowerCase()
        const all = await words.describe(sdkAppId)
        const fitting = all.filter(
          (word) => word.keyword.toLowerCase().includes(wanted) && (action ?? word.action) === word.action,
        )
        return { total: fitting.length, all: all.length, words: fitting.slice(from, from + limit) }
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/words',
      role: 'operator',
      audited: 'words.put',
      bodyLimitBytes: 1 << 20,
      input: Type.Object({
        words: Words(
          Type.Object({
            keyword: Keyword,
            isPattern: Type.Boolean(),
            action: Type.Union([Type.Literal('replace'), Type.Literal('block'), Type.Literal('report')]),
            replaced: Type.Optional(Type.String({ maxLength: 200 })),
          }),
          MOST,
        ),
      }),
      async handle({ sdkAppId, input, note }) {
        note({ target: { kind: 'words', id: LOCAL }, after: { words: input.words.map(({ keyword }) => keyword) } })
        const added: NewWord[] = input.words.map(({ action, ...word }) => ({
          ...word,
          blocks: action === 'block',
          reports: action === 'report',
        }))
        await words.put(sdkAppId, LOCAL, added)
      },
    }),

    consoleRoute({
      method: 'DELETE',
      path: 'applications/:sdkAppId/words',
      role: 'operator',
      audited: 'words.remove',
      bodyLimitBytes: 1 << 20,
      input: Type.Object({
        words: Words(
          Type.Object({ keyword: Keyword, isPattern: Type.Boolean(), library: Type.String({ maxLength: 64 }) }),
          MOST,
        ),
      }),
      async handle({ sdkAppId, input, note }) {
        note({ target: { kind: 'words', id: LOCAL }, before: { words: input.words.map(({ keyword }) => keyword) } })
        for (const library of new Set(input.words.map((word) => word.library))) {
          const named = input.words.filter((word) => word.library === library)
          await words.remove(sdkAppId, library, named)
        }
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/words/try',
      role: 'readOnly',
      // Nothing changes; a text that is tried out may be anybody's, so it does not go into an address.
      audited: 'words.try',
      input: Type.Object({ text: Type.String({ maxLength: 10_000 }) }),
      handle: async ({ sdkAppId, input: { text } }) => words.preview(sdkAppId, text),
    }),
  ]
}
