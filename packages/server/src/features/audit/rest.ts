import { randomUUID } from 'node:crypto'
import { ERRORS } from '@signet/protocol/errors'
import { fail } from '../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../engine/http/rest.ts'
import type { AuditRow } from './store.ts'
import { type AuditWords, LIBRARY, LOCAL, type Moderated } from './words.ts'

type Path = Extract<keyof RestHandlers, `im_msg_audit_mgr/${string}` | `im_msg_audit/${string}`>

/** Server API: words that messages must not have, and what would become of a text. */
export function auditCommands(words: AuditWords): Pick<RestHandlers, Path> {
  const ofCaller = (caller: RestCaller, { SdkAppId }: { SdkAppId: number }): number => {
    if (SdkAppId !== caller.sdkAppId) throw fail('AUDIT_PARAMETER', 'SdkAppId is not that of the caller.')
    return SdkAppId
  }
  const ofLibrary = (LibID: string): void => {
    if (LibID !== LIBRARY) throw fail('AUDIT_PARAMETER', `There is one library, ${JSON.stringify(LIBRARY)}.`)
  }

  return {
    async 'im_msg_audit_mgr/add_local_audit_keywords'(caller, { LocalAuditWords, ...input }) {
      const added = LocalAuditWords.map(({ Keyword, WordType, FilterType, ReplacedContent }) => ({
        keyword: Keyword,
        isPattern: WordType === 2,
        blocks: FilterType === 2,
        replaced: ReplacedContent,
      }))
      await words.put(ofCaller(caller, input), LOCAL, added)
      return { RequestId: randomUUID() }
    },
    async 'im_msg_audit_mgr/delete_local_audit_keywords'(caller, { LocalAuditWords, ...input }) {
      const named = LocalAuditWords.map(({ Keyword, WordType }) => ({ keyword: Keyword, isPattern: WordType === 2 }))
      await words.remove(ofCaller(caller, input), LOCAL, named)
      return { RequestId: randomUUID() }
    },
    async 'im_msg_audit_mgr/get_local_audit_keywords'(caller, { Offset, Limit, FilterType, Keyword, ...input }) {
      const rows = (await words.list(ofCaller(caller, input), LOCAL)).filter(
        (row) => (FilterType ?? row.filter_type) === row.filter_type && row.keyword.includes(Keyword ?? ''),
      )
      const page = rows.slice(Offset, Offset + Limit)
      const patterns = (some: readonly AuditRow[]) => some.filter((row) => row.word_type === 2).length
      return {
        RequestId: randomUUID(),
        LocalAuditWords: page.map(localFields),
        TotalCount: rows.length,
        TotalRegCount: patterns(rows),
        CurCount: page.length,
        CurRegCount: patterns(page),
      }
    },

    async 'im_msg_audit_mgr/get_cloud_audit_keywords_ids'(caller, { Offset, Limit, ...input }) {
      const rows = await words.list(ofCaller(caller, input), LIBRARY)
      const since = rows.reduce((first, row) => Math.min(first, row.updated_at), Number.MAX_SAFE_INTEGER)
      const library = {
        ID: LIBRARY,
        LibName: LIBRARY,
        Describe: 'Messages with these words are blocked.',
        CreateTime: rows.length === 0 ? 0 : Math.floor(since / 1000),
        Suggestion: 'Block',
      }
      return { RequestId: randomUUID(), TotalCount: 1, Infos: [library].slice(Offset, Offset + Limit) }
    },
    async 'im_msg_audit_mgr/get_cloud_audit_keywords'(caller, { LibID, Offset, Limit, Content = '', ...input }) {
      ofLibrary(LibID)
      const rows = (await words.list(ofCaller(caller, input), LIBRARY)).filter((row) => row.keyword.includes(Content))
      const Infos = rows.slice(Offset, Offset + Limit).map((row) => ({
        ID: row.word_id,
        Content: row.keyword,
        Label: row.label,
        CreateTime: Math.floor(row.updated_at / 1000),
      }))
      return { RequestId: randomUUID(), TotalCount: rows.length, Infos }
    },
    async 'im_msg_audit_mgr/add_cloud_audit_keywords'(caller, { LibID, UserKeywords, ...input }) {
      ofLibrary(LibID)
      const added = UserKeywords.map(({ Content, Label }) => ({
        keyword: Content,
        isPattern: false,
        blocks: true,
        label: Label,
      }))
      await words.put(ofCaller(caller, input), LIBRARY, added)
      return { RequestId: randomUUID() }
    },
    async 'im_msg_audit_mgr/delete_cloud_audit_keywords'(caller, { LibID, Keywords, ...input }) {
      ofLibrary(LibID)
      const sdkAppId = ofCaller(caller, input)
      const ids = new Map((await words.list(sdkAppId, LIBRARY)).map((row) => [row.keyword, row.word_id]))
      const gone = await words.remove(
        sdkAppId,
        LIBRARY,
        Keywords.map((keyword) => ({ keyword, isPattern: false })),
      )
      const Details = Keywords.map((Keyword, i) => ({
        KeywordID: ids.get(Keyword) ?? '',
        Keyword,
        Deleted: gone[i]!,
        ErrorInfo: gone[i] ? '' : 'There is no such word.',
      }))
      return { RequestId: randomUUID(), Count: gone.filter(Boolean).length, Details }
    },

    async 'im_msg_audit/content_moderation'({ sdkAppId }, { ContentType, Content }) {
      if (ContentType !== 'Text') throw fail('AUDIT_PARAMETER', 'Only text is judged here.')
      return { RequestId: randomUUID(), ...verdictOf(words.moderate(sdkAppId, Content)) }
    },
    async 'im_msg_audit/batch_content_moderation'({ sdkAppId }, { Contents }) {
      const { code, text } = ERRORS.AUDIT_PARAMETER
      const AuditResults = Contents.map(({ ContentId, ContentType, Content }) => {
        const isText = ContentType === 'Text'
        const verdict = verdictOf(isText ? words.moderate(sdkAppId, Content) : { result: 'Pass', words: [] })
        const outcome = { ErrorCode: isText ? 0 : code, ErrorInfo: isText ? '' : text, RequestId: randomUUID() }
        return { ContentId, ...outcome, ...verdict, SubLabel: '' }
      })
      return { RequestId: randomUUID(), AuditResults }
    },
  }
}

const localFields = (row: AuditRow) => ({
  Id: row.word_id,
  Keyword: row.keyword,
  WordType: row.word_type,
  FilterType: row.filter_type,
  ReplacedContent: row.replaced,
  UpdateTime: Math.floor(row.updated_at / 1000),
})

const SCORES = { Pass: 0, Review: 60, Block: 100 } as const
const verdictOf = ({ result, words }: Moderated) => ({
  Result: result,
  Score: SCORES[result],
  Label: result === 'Pass' ? 'Normal' : 'Composite',
  Keywords: [...words],
})
