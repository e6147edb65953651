import { AdminError, refusal, trouble } from './errors.ts'
import { codeOf, scrubError, scrubText } from './scrub.ts'
import { Late, within } from './within.ts'

/** One try of a call. */
export interface Attempt {
  readonly command: string
  /** With the ticket in it: never to be printed. */
  readonly url: URL
  readonly ticket: string
  readonly body: string
  readonly timeoutMs: number
  readonly fetch: typeof fetch
  readonly signal: AbortSignal | undefined
}

/** The connection was never made. */
const NOT_REACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * Sends a command once.
 * @returns the answer, an object whose ErrorCode is 0
 * @throws AdminError; what the signal says when it is aborted
 */
export async function post(attempt: Attempt): Promise<Record<string, unknown>> {
  const { command, signal, timeoutMs } = attempt
  try {
    return await within(timeoutMs, signal, async (ending) => {
      const response = await attempt.fetch(attempt.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: attempt.body,
        // A redirect would carry the ticket to another host.
        redirect: 'error',
        signal: ending,
      })
      return readAnswer(attempt, response, await response.text())
    })
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof AdminError) throw error
    if (!(error instanceof Late)) throw networkError(attempt, error)
    throw trouble('TIMEOUT', command, `no answer within ${timeoutMs} ms.`, { retryable: true, mayBeDone: true })
  }
}

function networkError({ command, ticket }: Attempt, error: unknown): AdminError {
  const cause = scrubError(error, ticket)
  const code = codeOf(cause) ?? codeOf(cause.cause)
  return trouble('NETWORK_ERROR', command, `the server was not reached or hung up${code ? ` (${code})` : ''}.`, {
    retryable: true,
    mayBeDone: code === undefined || !NOT_REACHED.has(code),
    cause,
  })
}

function readAnswer({ command, ticket }: Attempt, response: Response, text: string): Record<string, unknown> {
  const retryAfterMs = retryAfterOf(response)
  if (response.status !== 200) {
    const isTurnedAway = response.status === 429
    throw trouble('HTTP_STATUS', command, `HTTP status ${response.status}.`, {
      retryable: isTurnedAway || response.status >= 500,
      mayBeDone: response.status >= 500,
      retryAfterMs,
    })
  }
  const answer = parse(text)
  if (answer === undefined) {
    throw trouble('ANSWER_MALFORMED', command, 'the answer is not one of the server API.', {
      retryable: false,
      mayBeDone: true,
    })
  }
  const { ErrorCode, ErrorInfo } = answer
  if (ErrorCode === 0) return answer
  throw refusal(command, Number(ErrorCode), scrubText(String(ErrorInfo ?? ''), ticket), retryAfterMs)
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('ErrorCode' in value)) return undefined
    return Number.isInteger(value.ErrorCode) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function retryAfterOf({ headers }: Response): number | undefined {
  const value = headers.get('retry-after')
  return value !== null && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : undefined
}
