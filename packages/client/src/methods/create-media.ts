import { type CreateMessageOptions, compose } from '../compose.ts'
import { copyOf } from '../copy.ts'
import type { Core } from '../core.ts'
import { clientError } from '../errors.ts'
import { localPayload } from '../files/media.ts'
import { type FileSource, type MediaType, pickFile } from '../files/picked.ts'
import type { Uploads } from '../files/uploads.ts'
import type { Message, MessageOf } from '../message.ts'
import { TYPES } from '../type-constants.ts'

/** What the methods for media take beside the usual. */
export interface CreateMediaOptions extends CreateMessageOptions<{ readonly file: FileSource }> {
  /** How much was uploaded, 0 to 1. In pages it is told as it goes, elsewhere at the end. */
  readonly onProgress?: (share: number) => void
}

/** Making messages with files. A file is uploaded when its message is sent; until then the message shows it from memory. */
export class CreateMediaMethods {
  readonly #core: Core
  readonly #uploads: Uploads

  /** @internal */
  constructor(core: Core, uploads: Uploads) {
    this.#core = core
    this.#uploads = uploads
  }

  /**
   * A picture, at most 20 MB: jpg, gif, png, bmp, webp or avif. Smaller versions are made by the server.
   *
   * @example
   * ```ts
   * const payload = { file: input.files[0] }
   * const message = chat.createImageMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload, onProgress: show })
   * ```
   * @throws {ChatError} 2251 without a file, 2252 for another type, 2253 when it is too large
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createImageMessage
   */
  createImageMessage(options: CreateMediaOptions): MessageOf<TYPES.MSG_IMAGE> {
    return this.#compose(TYPES.MSG_IMAGE, options)
  }

  /**
   * A voice message, at most 20 MB. `duration` of the file, in milliseconds, is its length.
   *
   * @example `chat.createAudioMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { file: recording } })`
   * @throws {ChatError} 2301 when it is too large
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createAudioMessage
   */
  createAudioMessage(options: CreateMediaOptions): MessageOf<TYPES.MSG_AUDIO> {
    return this.#compose(TYPES.MSG_AUDIO, options)
  }

  /**
   * A video, at most 100 MB: mp4, mov or webm. It has no snapshot of its own.
   *
   * @example `chat.createVideoMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { file } })`
   * @throws {ChatError} 2351 when it is too large, 2352 for another type
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createVideoMessage
   */
  createVideoMessage(options: CreateMediaOptions): MessageOf<TYPES.MSG_VIDEO> {
    return this.#compose(TYPES.MSG_VIDEO, options)
  }

  /**
   * Any other file, at most 100 MB.
   *
   * @example `chat.createFileMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { file } })`
   * @throws {ChatError} 2401 without a file, 2402 when it is too large
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createFileMessage
   */
  createFileMessage(options: CreateMediaOptions): MessageOf<TYPES.MSG_FILE> {
    return this.#compose(TYPES.MSG_FILE, options)
  }

  #compose<T extends MediaType>(type: T, options: CreateMediaOptions): MessageOf<T> {
    const author = this.#core.author()
    const file = pickFile(type, options?.payload?.file)
    const { URL } = globalThis as { URL: { createObjectURL?: (blob: Blob) => string } }
    const payload = copyOf(localPayload(type, file, URL.createObjectURL?.(file.blob) ?? ''))
    const message = compose(this.#core.env, author, type, { ...options, payload })
    if (options.onProgress !== undefined && typeof options.onProgress !== 'function')
      throw clientError('INVALID_OPERATION', 'onProgress must be a function.')
    this.#uploads.add(message as unknown as Message, file, options.onProgress)
    return message
  }
}
