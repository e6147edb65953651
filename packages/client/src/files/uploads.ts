import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { Core } from '../core.ts'
import { ChatError, type ClientErrorName, clientError } from '../errors.ts'
import type { Message } from '../message.ts'
import { rawOf } from '../raw.ts'
import { TYPES } from '../type-constants.ts'
import { fill } from './media.ts'
import type { MediaType, PickedFile } from './picked.ts'

/** A file as the server has it. */
export type FileInfo = NonNullable<OpOutput<'file.url'>['files'][number]['info']>

interface Pending {
  readonly file: PickedFile
  readonly onProgress: ((share: number) => void) | undefined
}

const FAILED: Readonly<Record<MediaType, ClientErrorName>> = {
  [TYPES.MSG_IMAGE]: 'FILE_UPLOAD_FAILED',
  [TYPES.MSG_AUDIO]: 'AUDIO_UPLOAD_FAILED',
  [TYPES.MSG_VIDEO]: 'VIDEO_UPLOAD_FAILED',
  [TYPES.MSG_FILE]: 'FILE_UPLOAD_FAILED',
}

/** Files that are uploaded when their message is sent. */
export class Uploads {
  readonly #core: Core
  readonly #pending = new WeakMap<Message, Pending>()
  readonly #running = new WeakMap<Message, { readonly ended: Promise<void>; readonly controller: AbortController }>()

  constructor(core: Core) {
    this.#core = core
  }

  add(message: Message, file: PickedFile, onProgress: ((share: number) => void) | undefined): void {
    this.#pending.set(rawOf(message), { file, onProgress })
  }

  /** Uploads the file of a message once, however often it is sent. @returns nothing when there is none; rejects when that cannot be done */
  finish(message: Message): Promise<void> | undefined {
    const pending = this.#pending.get(rawOf(message))
    if (!pending) return undefined
    let running = this.#running.get(rawOf(message))
    if (!running) {
      const controller = new AbortController()
      const ended = this.#upload(message, pending, controller.signal).finally(() =>
        this.#running.delete(rawOf(message)),
      )
      running = { ended, controller }
      this.#running.set(rawOf(message), running)
    }
    return running.ended
  }

  /** Ends the upload of a message's file; sending it again begins anew. @returns whether there was one */
  cancel(message: Message): boolean {
    const running = this.#running.get(rawOf(message))
    running?.controller.abort()
    return running !== undefined
  }

  async #upload(message: Message, { file, onProgress }: Pending, signal: AbortSignal): Promise<void> {
    const { name, size, type, blob } = file
    const { ticket, url } = await this.#core.ask('file.ticket', { name, size, ...(type && { type }) })
    if (signal.aborted) throw clientError('ABORTED')
    const { status, text, retryAfter } = await this.#core.env.upload({
      url: `${this.#core.uploadBase}${url}`,
      headers: { authorization: `Bearer ${ticket}`, ...(type && { 'content-type': type }) },
      body: blob,
      onProgress: (share) => this.#progressed(onProgress, share),
      signal,
    })
    if (status !== 200) throw uploadError(message.type as MediaType, text, retryAfter)
    fill(message, JSON.parse(text) as FileInfo, this.#core.downloadBase)
    this.#pending.delete(rawOf(message))
  }

  /** What the app does with the progress is not the upload's concern. */
  #progressed(onProgress: ((share: number) => void) | undefined, share: number): void {
    try {
      onProgress?.(share)
    } catch (error) {
      this.#core.env.log.error('onProgress failed.', error)
    }
  }
}

function uploadError(type: MediaType, text: string, retryAfter: number): ChatError {
  try {
    const { code, name, message } = JSON.parse(text) as { code: number; name: string; message: string }
    return new ChatError(code, name, message, {
      retryable: retryAfter > 0,
      ...(retryAfter > 0 && { retryAfter: retryAfter * 1000 }),
    })
  } catch (cause) {
    return clientError(FAILED[type], undefined, { cause })
  }
}
