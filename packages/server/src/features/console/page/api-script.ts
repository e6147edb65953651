/** Talks to the server. Every change carries the token of the session; the session itself is a cookie that scripts cannot read. */
export const API_SCRIPT = `
let csrfToken = ''

/** What the server refused, with its status; 0 when it was not reached. */
export class Refused extends Error {
  constructor(status, message, waitSeconds) {
    super(message)
    this.status = status
    this.waitSeconds = waitSeconds
  }
}

export async function call(method, path, body) {
  const headers = { accept: 'application/json' }
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken
  if (body !== undefined) headers['content-type'] = 'application/json'
  let response
  try {
    response = await fetch('/console/api/' + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(20000),
    })
  } catch (error) {
    throw new Refused(0, String(error), 0)
  }
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) {
    throw new Refused(response.status, String(answer.message ?? ''), Number(response.headers.get('retry-after') ?? 0))
  }
  if (typeof answer.csrfToken === 'string') csrfToken = answer.csrfToken
  return answer
}
`
