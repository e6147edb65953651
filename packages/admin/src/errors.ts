import { ERRORS, type ErrorName } from '@signet/protocol/errors'
import { familyOf } from '@signet/protocol/rest/families'

/** What goes wrong between the caller and the server; everything else is a name of the server's error table. */
export type Trouble = 'NETWORK_ERROR' | 'TIMEOUT' | 'HTTP_STATUS' | 'ANSWER_MALFORMED' | 'TICKET_UNAVAILABLE'

/** A code that the table does not have: one of the application's own, given by its webhook, or of a newer server. */
const UNKNOWN_CODE = 'UNKNOWN_CODE'

const ADVICE: Readonly<Record<Trouble | typeof UNKNOWN_CODE, string>> = {
  NETWORK_ERROR: 'Check the address of the server and that it runs.',
  TIMEOUT: 'Check that the server runs, or raise `timeoutMs`.',
  HTTP_STATUS: 'The server answers every command with 200: look at what stands before it.',
  ANSWER_MALFORMED: 'Check that the address is that of a Signet server.',
  TICKET_UNAVAILABLE: 'See the cause: the key or `getUserSig` gave no ticket.',
  UNKNOWN_CODE: 'See the message.',
}

/** Retryable refusals that came before anything was done. */
const NOTHING_DONE: ReadonlySet<string> = new Set<ErrorName>([
  'USERSIG_THROTTLED',
  'TOO_FREQUENT',
  'APP_TOO_FREQUENT',
  'GROUP_TOO_FREQUENT',
  'PUSH_TOO_FREQUENT',
  'PUSH_QUOTA',
])

/** Characters of a text of the server in a message: what a caller sent may come back in it. */
const MOST_INFO = 300

interface Details {
  readonly code: number
  readonly name: string
  readonly advice: string
  readonly command: string
  readonly retryable: boolean
  readonly mayBeDone: boolean
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

/**
 * Every refusal and every trouble of a call. Its texts hold no key and no ticket.
 *
 * @example
 * await admin.call('group_open_http_svc/destroy_group', { GroupId }).catch((error) => {
 *   if (!(error instanceof AdminError) || error.name !== 'GROUP_NOT_FOUND') throw error
 * })
 */
export class AdminError extends Error {
  /** The server's code, or 0 when it gave none. */
  readonly code: number
  /** Stable: of docs/reference/errors.md, or a `Trouble`, or `UNKNOWN_CODE`. Where names share a code, the first of them. */
  override readonly name: string
  /** What to do. */
  readonly advice: string
  /** The command that was called. */
  readonly command: string
  /** The same call may succeed later, unchanged. */
  readonly retryable: boolean
  /** The command may have been carried out all the same: the answer is what is missing. */
  readonly mayBeDone: boolean
  /** What the server asks to wait, ms. */
  readonly retryAfterMs: number | undefined
  /** How often it was tried. After more than one, a refusal such as "is there already" may be of what an earlier try did. */
  tries = 1

  constructor(message: string, details: Details) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = details.code
    this.name = details.name
    this.advice = details.advice
    this.command = details.command
    this.retryable = details.retryable
    this.mayBeDone = details.mayBeDone
    this.retryAfterMs = details.retryAfterMs
  }
}

interface TroubleDetails {
  readonly retryable: boolean
  readonly mayBeDone: boolean
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

/** No answer of the server, or none that can be read. */
export function trouble(name: Trouble, command: string, what: string, details: TroubleDetails): AdminError {
  return new AdminError(`${command}: ${what} ${ADVICE[name]}`, {
    code: 0,
    name,
    advice: ADVICE[name],
    command,
    ...details,
  })
}

/** The server's refusal. */
export function refusal(command: string, code: number, info: string, retryAfterMs?: number): AdminError {
  const name = nameOf(command, code)
  const row = name === undefined ? undefined : ERRORS[name]
  const retryable = row !== undefined && 'retryable' in row
  const said = info.length > MOST_INFO ? `${info.slice(0, MOST_INFO)}…` : info
  const advice = row?.advice ?? ADVICE.UNKNOWN_CODE
  const text = said.includes(advice) ? said : `${said} ${advice}`
  return new AdminError(`${command}: ${code} ${name ?? UNKNOWN_CODE}. ${text}`, {
    code,
    name: name ?? UNKNOWN_CODE,
    advice,
    command,
    retryable,
    mayBeDone: retryable && !NOTHING_DONE.has(name ?? ''),
    retryAfterMs,
  })
}

/** Several names share a code: the service's own come first. */
function nameOf(command: string, code: number): ErrorName | undefined {
  const { json, parameter, internal, frequency, unknown } = familyOf(command)
  const own = [parameter, json, internal, frequency, unknown].find((name) => ERRORS[name].code === code)
  return own ?? (Object.keys(ERRORS) as ErrorName[]).find((name) => ERRORS[name].code === code)
}
