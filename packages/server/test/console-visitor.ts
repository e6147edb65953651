/** What a console answers: its status, and its body as text and as JSON. */
export interface Answer {
  readonly status: number
  readonly text: string
  readonly body: Record<string, unknown>
  readonly headers: Headers
}

/** Somebody at the console without a browser: keeps the cookie and sends the token, as the page does. */
export class ConsoleVisitor {
  readonly #url: string
  cookie = ''
  token = ''
  /** Everything that was answered so far. */
  readonly heard: Answer[] = []

  constructor(url: string) {
    this.#url = url
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.#url}/console/api/${path}`, {
      method,
      headers: {
        ...(method === 'GET' ? {} : { origin: this.#url, 'x-csrf-token': this.token }),
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const answer = { status: response.status, text, body: JSON.parse(text), headers: response.headers }
    const cookie = response.headers.get('set-cookie')
    if (cookie !== null) this.cookie = cookie.split(';')[0]!
    if (typeof answer.body.csrfToken === 'string') this.token = answer.body.csrfToken
    this.heard.push(answer)
    return answer
  }

  signIn(name: string, password: string): Promise<Answer> {
    return this.ask('POST', 'session', { name, password })
  }

  changePassword(current: string, password: string): Promise<Answer> {
    return this.ask('POST', 'password', { current, password })
  }
}
