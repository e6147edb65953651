import { refusalOf, tokenHeader } from './client.ts'

/** A file on its way to the server. */
export interface Upload<T> {
  readonly answer: Promise<T>
  stop(): void
}

/**
 * Sends a file as it is, and says how much of it has left: `fetch` does not.
 * @param path below `/console/api/`
 * @param onProgress bytes that have left
 * @throws ApiFailure; `STOPPED` after `stop`
 * @example
 * const { answer, stop } = upload<Imported>('imports', file, (bytes) => setSent(bytes))
 */
export function upload<T>(path: string, file: Blob, onProgress: (bytes: number) => void): Upload<T> {
  const request = new XMLHttpRequest()
  const answer = new Promise<T>((resolve, reject) => {
    const refuse = (name: string, message: string) => reject(refusalOf({ name, message }, 0))
    request.open('POST', `/console/api/${path}`)
    request.setRequestHeader('content-type', 'application/gzip')
    for (const [name, value] of Object.entries(tokenHeader())) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () => {
      const body = parsed(request.responseText)
      if (request.status === 200) resolve(body as T)
      else reject(refusalOf(body, request.status))
    }
    request.onerror = () => refuse('OFFLINE', 'The server cannot be reached.')
    request.onabort = () => refuse('STOPPED', 'The upload was stopped.')
    request.send(file)
  })
  return { answer, stop: () => request.abort() }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
