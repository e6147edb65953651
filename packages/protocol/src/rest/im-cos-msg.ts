import { Type } from 'typebox'
import { command } from '../command.ts'
import { Nothing } from './fields.ts'

const RawURL = Type.String({ maxLength: 2048, description: 'Where the file is, as a message has it.' })
const BY_CONTENT = 'Judged by content: every upload of the same bytes goes with it. For files of this server.'

/** Files that messages carry. */
export const FILE_COMMANDS = {
  'im_cos_msg/forbid_illegal_object': command({
    title: 'Keep a file from everybody but the application.',
    input: Type.Object({ RawURL }),
    output: Nothing,
    errors: ['FILE_NOT_FOUND'],
    note: BY_CONTENT,
  }),
  'im_cos_msg/allow_banned_object': command({
    title: 'Give a file that was kept back to those who may read it.',
    input: Type.Object({ RawURL }),
    output: Nothing,
    errors: ['FILE_NOT_FOUND'],
    note: BY_CONTENT,
  }),
  'im_cos_msg/get_cos_sig': command({
    title: 'Addresses at which the application itself reads files for 15 minutes, those kept back included.',
    input: Type.Object({
      RawURLs: Type.Array(
        Type.Object({ ResourceID: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), RawURL }),
        { minItems: 1, maxItems: 100 },
      ),
    }),
    output: Type.Object({
      PreSigURLs: Type.Array(
        Type.Object({
          ResourceID: Type.Integer(),
          Code: Type.Integer({ description: '0, or the code of the refusal.' }),
          Desc: Type.String(),
          PreSigURL: Type.String({ description: 'On the host of RawURL; empty when there is no such file.' }),
          Status: Type.Integer({ description: '0: there; 1: kept back; 2: missing.' }),
        }),
      ),
    }),
    errors: ['ACCOUNT_NOT_FOUND'],
    note: 'At most 100 files a call (inferred). The address ends early when the administrator is kicked.',
  }),
} as const
