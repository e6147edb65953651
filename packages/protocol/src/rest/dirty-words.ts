import { Type } from 'typebox'
import { type Command, command } from '../command.ts'
import { Nothing } from './fields.ts'

const Words = (most: number) =>
  Type.Array(Type.String({ maxLength: 1024, description: '1–200 bytes.' }), { minItems: 1, maxItems: most })
const SAYS = { AUDIT_PARAMETER: 'GROUP_PARAMETER' } as const satisfies Command['says']
const NOTE = 'The words are those of the library `words` of im_msg_audit_mgr: they block a message.'

/** Words that messages must not have, as older backends name them. */
export const DIRTY_WORD_COMMANDS = {
  'openim_dirty_words/get': command({
    title: 'The words that block a message. Older than im_msg_audit_mgr, and kept for who calls it.',
    input: Type.Object({}),
    output: Type.Object({ DirtyWordsList: Type.Array(Type.String()) }),
    byGet: true,
    note: `All on one page. Taken with GET and with POST. ${NOTE}`,
  }),
  'openim_dirty_words/add': command({
    title: 'Add words that block a message. Those that are there stay.',
    input: Type.Object({ DirtyWordsList: Words(100) }),
    output: Nothing,
    says: SAYS,
    note: NOTE,
  }),
  'openim_dirty_words/delete': command({
    title: 'Take such words away. Those that are not there are passed over.',
    input: Type.Object({ DirtyWordsList: Words(100) }),
    output: Nothing,
    note: NOTE,
  }),
} as const
