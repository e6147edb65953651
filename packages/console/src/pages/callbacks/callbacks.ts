import { useAnswer } from '../../api/use-api.ts'

/** A URL of the application, without its secrets. */
export interface Endpoint {
  readonly endpointId: string
  readonly url: string
  readonly commands: readonly string[]
  readonly refuseOnFailure: readonly string[]
  /** ms; absent: as the server's settings say. */
  readonly timeoutMs?: number
  readonly hasToken: boolean
  readonly hasCertificate: boolean
  readonly hasAuthority: boolean
  readonly createdAt: number
}

export interface CommandLine {
  readonly command: string
  readonly kind: 'before' | 'after'
  readonly title: string
}

export interface Backlog {
  readonly waiting: number
  readonly oldestAt?: number
  readonly dead: number
}

export interface CallLine {
  readonly no: number
  readonly endpointId: string
  readonly command: string
  readonly direction: 'before' | 'after'
  readonly outcome: 'ok' | 'refused' | 'dropped' | 'failed' | 'skipped'
  readonly detail: string
  /** ms */
  readonly at: number
  readonly took: number
  readonly attempt: number
}

export interface LetterLine {
  readonly id: string
  readonly endpointId: string
  readonly command: string
  readonly createdAt: number
  readonly diedAt: number
  readonly tries: number
  readonly reason: string
}

export const useCallbacks = (where: string) =>
  useAnswer<{
    readonly endpoints: readonly Endpoint[]
    readonly backlog: Backlog
    readonly commands: readonly CommandLine[]
  }>(`${where}/callbacks`)

export const useCalls = (where: string, failedOnly: boolean, paused: boolean) =>
  useAnswer<{ readonly calls: readonly CallLine[]; readonly backlog: Backlog }>(
    `${where}/webhook-calls${failedOnly ? '?failedOnly=true' : ''}`,
    paused ? {} : { everyMs: 2000 },
  )

export const useLetters = (where: string, after: string) =>
  useAnswer<{ readonly letters: readonly LetterLine[]; readonly cursor?: string }>(
    `${where}/dead-letters${after === '' ? '' : `?after=${encodeURIComponent(after)}`}`,
    { everyMs: 5000 },
  )

/** JSON as people read it; what is none stays as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
