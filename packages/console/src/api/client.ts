import { ApiFailure } from './failure.ts'

/** What a call to the console's API is made of. `body` goes as JSON. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** Set by the session: the token that must accompany changes, and what to do when the session is over. */
const session: { csrfToken: string; ended: () => void } = { csrfToken: '', ended: () => {} }

export function setToken(csrfToken: string): void {
  session.csrfToken = csrfToken
}

export function onSessionEnded(ended: () => void): void {
  session.ended = ended
}

/**
 * Asks the console's API, as the person who is signed in.
 * @param path below `/console/api/`, its parts encoded: see `path`
 * @throws ApiFailure; a session that is over leads back to the sign-in as well
 * @example
 * const { applications } = await call<Applications>('applications')
 * await call(path`applications/${sdkAppId}`, { method: 'PATCH', body: { name } })
 */
export async function call<T>(path: string, { method = 'GET', body, signal }: Call = {}): Promise<T> {
  const response = await fetch(`/console/api/${path}`, {
    method,
    headers: {
      ...(method === 'GET' ? {} : tokenHeader()),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError') throw error
    throw new ApiFailure({ status: 0, name: 'OFFLINE', code: 0, message: 'The server cannot be reached.' })
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer as T
  if (response.status === 401 && path !== 'session') session.ended()
  throw refusalOf(answer, response.status, Number(response.headers.get('retry-after')))
}

/** What accompanies every change. */
export const tokenHeader = (): { 'x-csrf-token': string } => ({ 'x-csrf-token': session.csrfToken })

/** An answer that is no success. @param retryAfter s; 0 when nothing was said */
export function refusalOf(answer: unknown, status: number, retryAfter: number = 0): ApiFailure {
  return new ApiFailure({ status, ...refusal(answer, status), ...(retryAfter > 0 ? { retryAfter } : {}) })
}

function refusal(answer: unknown, status: number): { name: string; code: number; message: string } {
  if (typeof answer === 'object' && answer !== null && 'name' in answer && 'message' in answer) {
    const { name, message } = answer
    return { name: String(name), code: 'code' in answer ? Number(answer.code) : 0, message: String(message) }
  }
  return { name: 'INTERNAL', code: 0, message: `The server answered with status ${status}.` }
}

/** A path whose parts are encoded. @example path`applications/${id}/accounts/${userId}` */
export const path = (texts: TemplateStringsArray, ...parts: readonly (string | number)[]): string =>
  texts.reduce((whole, text, i) => `${whole}${encodeURIComponent(String(parts[i - 1]))}${text}`)
