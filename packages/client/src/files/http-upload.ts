import { clientError } from '../errors.ts'

/** One POST with progress. */
export interface UploadRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Blob
  /** How much of it went out, 0 to 1. */
  readonly onProgress: (share: number) => void
  /** Ends it: the answer is then an error. */
  readonly signal: AbortSignal
}

export interface UploadAnswer {
  readonly status: number
  readonly text: string
  /** Seconds that the server asks to wait before another try. */
  readonly retryAfter: number
}

export type Upload = (request: UploadRequest) => Promise<UploadAnswer>

/** The parts of XMLHttpRequest that are used: the only way to see the progress of an upload in a page. */
interface Xhr {
  readonly upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null }
  readonly status: number
  readonly responseText: string
  onload: (() => void) | null
  onerror: (() => void) | null
  onabort: (() => void) | null
  open(method: string, url: string): void
  setRequestHeader(name: string, value: string): void
  getResponseHeader(name: string): string | null
  send(body: Blob): void
  abort(): void
}

/** Uploads with what the platform has: XMLHttpRequest in pages, else fetch. */
export const httpUpload: Upload = (request) => {
  const { XMLHttpRequest } = globalThis as { XMLHttpRequest?: new () => Xhr }
  return XMLHttpRequest ? byXhr(new XMLHttpRequest(), request) : byFetch(request)
}

function byXhr(xhr: Xhr, { url, headers, body, onProgress, signal }: UploadRequest): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    xhr.open('POST', url)
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
    xhr.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    const abort = (): void => xhr.abort()
    xhr.onerror = () => reject(clientError('NETWORK_ERROR'))
    xhr.onabort = () => reject(clientError('ABORTED'))
    signal.addEventListener('abort', abort, { once: true })
    xhr.onload = () => {
      const retryAfter = Number(xhr.getResponseHeader('retry-after')) || 0
      resolve({ status: xhr.status, text: xhr.responseText, retryAfter })
    }
    xhr.send(body)
  })
}

async function byFetch({ url, headers, body, onProgress, signal }: UploadRequest): Promise<UploadAnswer> {
  const answer = await fetch(url, { method: 'POST', headers, body, signal }).catch((cause: unknown) => {
    throw clientError(signal.aborted ? 'ABORTED' : 'NETWORK_ERROR', undefined, { cause })
  })
  onProgress(1)
  return {
    status: answer.status,
    text: await answer.text(),
    retryAfter: Number(answer.headers.get('retry-after')) || 0,
  }
}
