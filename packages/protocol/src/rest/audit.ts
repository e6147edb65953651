/** Words that messages must not have, and what would become of a text. */
import { Type } from 'typebox'
import { command } from '../command.ts'

const SdkAppId = Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: 'That of the caller.' })
const Offset = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const Limit = Type.Integer({ minimum: 1, maximum: 100 })
const Keyword = Type.String({ maxLength: 400, description: 'At most 200 bytes.' })
const WordType = Type.Integer({ minimum: 1, maximum: 2, description: '1: a word; 2: a pattern (RE2 syntax).' })
const FilterType = Type.Integer({ minimum: 1, maximum: 2, description: '1: replaced; 2: the message is blocked.' })
const LibID = Type.String({ maxLength: 64, description: '`words`: the one library.' })
const RequestId = Type.String()
const Done = Type.Object({ RequestId })
const AuditName = Type.Enum(['C2C', 'Group', 'UserInfo', 'GroupInfo', 'GroupMemberInfo', 'RelationChain'])
const ContentType = Type.Enum(['Text', 'Image', 'Audio', 'Video'])
const Content = Type.String({ maxLength: 8_192 })
const VERDICT = {
  Result: Type.Enum(['Pass', 'Review', 'Block']),
  Score: Type.Integer({ description: '0 passes, 60 would be replaced, 100 would be blocked.' }),
  Label: Type.String({ description: '`Normal`, or `Composite` when words were found.' }),
  Keywords: Type.Array(Type.String()),
} as const
const ONE_LIBRARY = 'There is one library, `words`: its words block a message. Label is kept and shown.'

/** Words of an application. */
export const AUDIT_COMMANDS = {
  'im_msg_audit_mgr/add_local_audit_keywords': command({
    title: 'Have words replaced in messages, or messages with them blocked.',
    input: Type.Object({
      SdkAppId,
      LocalAuditWords: Type.Array(
        Type.Object({ Keyword, WordType, FilterType, ReplacedContent: Type.Optional(Type.String({ maxLength: 400 })) }),
        { minItems: 1, maxItems: 10 },
      ),
    }),
    output: Done,
    note: 'Patterns have the RE2 syntax, which is matched in linear time. Without ReplacedContent a word becomes `***`.',
  }),
  'im_msg_audit_mgr/delete_local_audit_keywords': command({
    title: 'Take words back.',
    input: Type.Object({
      SdkAppId,
      LocalAuditWords: Type.Array(Type.Object({ Keyword, WordType }), { minItems: 1, maxItems: 10 }),
    }),
    output: Done,
  }),
  'im_msg_audit_mgr/get_local_audit_keywords': command({
    title: 'The words, in pages.',
    input: Type.Object({
      SdkAppId,
      Offset,
      Limit,
      FilterType: Type.Optional(FilterType),
      Keyword: Type.Optional(Keyword),
    }),
    output: Type.Object({
      RequestId,
      LocalAuditWords: Type.Array(
        Type.Object({
          Id: Type.String(),
          Keyword: Type.String(),
          WordType: Type.Integer(),
          FilterType: Type.Integer(),
          ReplacedContent: Type.String(),
          UpdateTime: Type.Integer({ description: 'Unix seconds.' }),
        }),
      ),
      TotalCount: Type.Integer(),
      TotalRegCount: Type.Integer({ description: 'Patterns of them.' }),
      CurCount: Type.Integer(),
      CurRegCount: Type.Integer(),
    }),
  }),
  'im_msg_audit_mgr/get_cloud_audit_keywords_ids': command({
    title: 'The libraries of words.',
    input: Type.Object({ SdkAppId, Offset, Limit }),
    output: Type.Object({
      RequestId,
      TotalCount: Type.Integer(),
      Infos: Type.Array(
        Type.Object({
          ID: Type.String(),
          LibName: Type.String(),
          Describe: Type.String(),
          CreateTime: Type.Integer(),
          Suggestion: Type.String(),
        }),
      ),
    }),
    note: ONE_LIBRARY,
  }),
  'im_msg_audit_mgr/get_cloud_audit_keywords': command({
    title: 'The words of a library, in pages.',
    input: Type.Object({ SdkAppId, LibID, Offset, Limit, Content: Type.Optional(Keyword) }),
    output: Type.Object({
      RequestId,
      TotalCount: Type.Integer(),
      Infos: Type.Array(
        Type.Object({
          ID: Type.String(),
          Content: Type.String(),
          Label: Type.String(),
          CreateTime: Type.Integer({ description: 'Unix seconds.' }),
        }),
      ),
    }),
    note: ONE_LIBRARY,
  }),
  'im_msg_audit_mgr/add_cloud_audit_keywords': command({
    title: 'Add words to a library.',
    input: Type.Object({
      SdkAppId,
      LibID,
      UserKeywords: Type.Array(
        Type.Object({ Content: Keyword, Label: Type.Optional(Type.String({ maxLength: 64 })) }),
        { minItems: 1, maxItems: 10 },
      ),
    }),
    output: Done,
    note: ONE_LIBRARY,
  }),
  'im_msg_audit_mgr/delete_cloud_audit_keywords': command({
    title: 'Take words out of a library, each with an outcome.',
    input: Type.Object({ SdkAppId, LibID, Keywords: Type.Array(Keyword, { minItems: 1, maxItems: 10 }) }),
    output: Type.Object({
      RequestId,
      Count: Type.Integer(),
      Details: Type.Array(
        Type.Object({
          KeywordID: Type.String(),
          Keyword: Type.String(),
          Deleted: Type.Boolean(),
          ErrorInfo: Type.String(),
        }),
      ),
    }),
    note: ONE_LIBRARY,
  }),
  'im_msg_audit/content_moderation': command({
    title: 'What would become of a text.',
    input: Type.Object({ AuditName, ContentType, Content }),
    output: Type.Object({ RequestId, ...VERDICT }),
    note: 'Judged by the words of the application. What is no text is refused: nothing here looks at pictures or sounds.',
  }),
  'im_msg_audit/batch_content_moderation': command({
    title: 'What would become of up to ten texts.',
    input: Type.Object({
      AuditName,
      Contents: Type.Array(
        Type.Object({ ContentId: Type.Integer({ minimum: 0, maximum: 0xffff_ffff }), ContentType, Content }),
        { minItems: 1, maxItems: 10 },
      ),
    }),
    output: Type.Object({
      RequestId,
      AuditResults: Type.Array(
        Type.Object({
          ContentId: Type.Integer(),
          ErrorCode: Type.Integer(),
          ErrorInfo: Type.String(),
          ...VERDICT,
          SubLabel: Type.String(),
          RequestId,
        }),
      ),
    }),
    note: 'Judged by the words of the application. What is no text is refused in its item.',
  }),
} as const
