import { UserSigError } from './errors.ts'
import { decodeBase64, decodeTicketLenient, encodeBase64 } from './lib/base64.ts'
import { frameStored, STORED_HEAD, STORED_TAIL } from './lib/deflate.ts'
import { type InflateProblem, inflate } from './lib/inflate.ts'
import { type FlatValue, parseFlatObject } from './lib/json.ts'
import { fromUtf8, writeUtf8 } from './lib/utf8.ts'

/** A ticket's text, and the JSON inside it, are at most this long: 8 KiB. Real ones have 190 to 700 characters. */
export const MAX_SIZE = 8192

/** The fields of a ticket as they stand in it, unsigned and unchecked. */
export type Fields = ReadonlyMap<string, FlatValue>

const problem = (
  reason: ConstructorParameters<typeof UserSigError>[0],
  message: string,
  remedy: string,
): UserSigError => new UserSigError(reason, message, remedy)

/** Tickets are unpacked here, one at a time: each step is done with before the next ticket comes. */
const decoded = new Uint8Array(MAX_SIZE)
const frame = new Uint8Array(STORED_HEAD + 3 * MAX_SIZE + STORED_TAIL)
const frameBody = frame.subarray(STORED_HEAD)

const CUT = 'Pass the whole ticket, unchanged: it may have been cut or re-encoded on its way.'

/** ESC(BASE64(ZLIB(text))), undone in steps so that each can say what is wrong. */
export function unpackBytes(userSig: unknown, lenient: boolean): Uint8Array {
  if (userSig === undefined || userSig === null || userSig === '') {
    throw problem('EMPTY', 'The UserSig is empty.', 'Pass the UserSig that your backend signed.')
  }
  if (typeof userSig !== 'string') {
    throw problem(
      'NOT_BASE64',
      'The UserSig is not a string.',
      'Pass the text, not the reply or promise that holds it.',
    )
  }
  if (userSig.length > MAX_SIZE) {
    throw problem('TOO_LARGE', `The UserSig has ${userSig.length} characters; at most ${MAX_SIZE} are read.`, CUT)
  }
  const bytes = decodeBase64(userSig, 'ticket', decoded) ?? (lenient ? decodeTicketLenient(userSig) : undefined)
  if (!bytes) throw alphabetProblem(userSig)
  return bytes
}

function alphabetProblem(userSig: string): UserSigError {
  const [message, remedy] = alphabetAdvice(userSig)
  return problem('NOT_BASE64', message, remedy)
}

function alphabetAdvice(userSig: string): readonly [string, string] {
  if (/^\s*\{/.test(userSig)) {
    return ['The UserSig is plain JSON, a form from before 2016.', 'That form is not supported: sign a new ticket.']
  }
  if (/%[0-9a-fA-F]{2}/.test(userSig)) {
    return ['The UserSig is percent-encoded.', 'Decode it once more (decodeURIComponent) before it gets here.']
  }
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(userSig)) return ['This is a JSON Web Token, not a UserSig.', 'Pass the UserSig.']
  if (/\s/.test(userSig)) {
    return ['The UserSig has whitespace in it.', 'Remove it, or verify with `lenient`. (A space is often a lost `+`.)']
  }
  if (/[+/=]/.test(userSig) && decodeTicketLenient(userSig)) {
    return ['The UserSig uses the standard base64 alphabet.', 'Replace + / = by * - _, or verify with `lenient`.']
  }
  if (decodeTicketLenient(userSig))
    return ['The UserSig lacks its padding.', 'Restore the _ at its end, or verify with `lenient`.']
  return ['The UserSig is not in the alphabet of tickets (A-Z a-z 0-9 * - and _ at the end).', CUT]
}

const INFLATE_MESSAGES: Readonly<Record<InflateProblem, string>> = {
  'not-zlib': 'What the UserSig holds is not compressed as tickets are.',
  dictionary: 'The UserSig needs a compression dictionary, which tickets never have.',
  truncated: 'The UserSig ends too early.',
  corrupt: 'The UserSig is damaged: its compressed part makes no sense.',
  padding: 'The UserSig is damaged: bits that are always zero are not.',
  checksum: 'The UserSig is damaged: its checksum is wrong.',
  'trailing-data': 'There is something after the end of the ticket.',
  'too-large': `The UserSig inflates to more than ${MAX_SIZE} bytes.`,
}

export function unpackJson(bytes: Uint8Array): string {
  const inflated = inflate(bytes, MAX_SIZE)
  if (typeof inflated === 'string') {
    const reason = inflated === 'too-large' ? 'TOO_LARGE' : 'NOT_ZLIB'
    throw problem(reason, INFLATE_MESSAGES[inflated], CUT)
  }
  const text = fromUtf8(inflated)
  if (text === undefined)
    throw problem('NOT_UTF8', 'The JSON of the UserSig is not UTF-8.', 'Sign it with a current library.')
  return text
}

export function unpackFields(json: string): Fields {
  const fields = parseFlatObject(json)
  if (fields instanceof Map) return fields
  const remedy = 'Sign it with a current library.'
  switch (fields.problem) {
    case 'duplicate':
      throw problem('DUPLICATE_FIELD', `The field ${JSON.stringify(fields.key)} is in the UserSig twice.`, remedy)
    case 'nested':
      throw problem('INVALID_FIELD', `The field ${JSON.stringify(fields.key)} holds a list or an object.`, remedy)
    case 'not-an-object':
      throw problem('NOT_JSON', 'The UserSig holds no JSON object.', remedy)
    case 'syntax':
      throw problem('NOT_JSON', `The JSON of the UserSig is broken at character ${fields.at + 1}.`, remedy)
  }
}

/** Everything up to the fields. */
export const unpack = (userSig: unknown, lenient: boolean): Fields =>
  unpackFields(unpackJson(unpackBytes(userSig, lenient)))

/** The ticket that holds this JSON. */
export function pack(json: string): string {
  if (json.length <= MAX_SIZE) {
    const userSig = encodeBase64(frame, 'ticket', frameStored(frame, writeUtf8(json, frameBody)))
    if (userSig.length <= MAX_SIZE) return userSig
  }
  throw problem(
    'INVALID_ARGUMENT',
    `The ticket would be longer than the ${MAX_SIZE} characters that are read.`,
    'Put less into userBuf.',
  )
}
