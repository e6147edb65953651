/** What `setLogLevel` takes: everything from this level on is printed, 4 prints nothing. */
export type LogLevel = 0 | 1 | 2 | 3 | 4

const METHODS = ['debug', 'info', 'warn', 'error'] as const

export type LogSink = Pick<Console, (typeof METHODS)[number]>

/** Prints to the console from a level on. Callers never pass a ticket or a message body. */
export class Log {
  level: LogLevel = 2
  readonly #sink: LogSink

  constructor(sink: LogSink = console) {
    this.#sink = sink
  }

  debug(text: string): void {
    this.#print(0, text)
  }

  info(text: string): void {
    this.#print(1, text)
  }

  warn(text: string): void {
    this.#print(2, text)
  }

  error(text: string, cause?: unknown): void {
    this.#print(3, text, cause)
  }

  #print(level: 0 | 1 | 2 | 3, text: string, cause?: unknown): void {
    if (level < this.level) return
    this.#sink[METHODS[level]](`[signet] ${text}`, ...(cause === undefined ? [] : [cause]))
  }
}
