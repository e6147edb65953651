import { type ClientErrorName, clientError } from '../errors.ts'
import { TYPES } from '../type-constants.ts'

/** What apps pass as `payload.file`: a File, a Blob, or the input element of a page in which one was chosen. */
export type FileSource = Blob | { readonly files: ArrayLike<Blob> | null }

/** A file that will be uploaded. */
export interface PickedFile {
  readonly blob: Blob
  readonly name: string
  readonly size: number
  /** Content type, '' when unknown. */
  readonly type: string
  /** Seconds, of a sound or a video. */
  readonly seconds: number
}

export type MediaType = TYPES.MSG_IMAGE | TYPES.MSG_AUDIO | TYPES.MSG_VIDEO | TYPES.MSG_FILE

interface Rule {
  readonly mostBytes: number
  readonly none: ClientErrorName
  readonly tooLarge: ClientErrorName
  readonly extensions?: RegExp
  readonly wrongType?: ClientErrorName
}

const MiB = 1024 * 1024

const RULES: Readonly<Record<MediaType, Rule>> = {
  [TYPES.MSG_IMAGE]: {
    mostBytes: 20 * MiB,
    none: 'IMAGE_NONE',
    tooLarge: 'IMAGE_TOO_LARGE',
    extensions: /\.(jpe?g|gif|png|bmp|webp|avif|image)$/i,
    wrongType: 'IMAGE_TYPE_INVALID',
  },
  [TYPES.MSG_AUDIO]: { mostBytes: 20 * MiB, none: 'FILE_NONE', tooLarge: 'AUDIO_TOO_LARGE' },
  [TYPES.MSG_VIDEO]: {
    mostBytes: 100 * MiB,
    none: 'FILE_NONE',
    tooLarge: 'VIDEO_TOO_LARGE',
    extensions: /\.(mp4|mov|quicktime|webm|m4v)$/i,
    wrongType: 'VIDEO_TYPE_INVALID',
  },
  [TYPES.MSG_FILE]: { mostBytes: 100 * MiB, none: 'FILE_NONE', tooLarge: 'FILE_TOO_LARGE' },
}

/** @throws {ChatError} by type: nothing chosen, of a wrong type, too large, empty (2108) */
export function pickFile(type: MediaType, source: FileSource | undefined): PickedFile {
  const rule = RULES[type]
  const blob = source && 'files' in source ? source.files?.[0] : source
  if (typeof blob !== 'object' || blob === null || typeof (blob as Blob).arrayBuffer !== 'function')
    throw clientError(rule.none)
  const { name = '', duration = 0 } = blob as { name?: string; duration?: number }
  if (blob.size === 0) throw clientError('FILE_EMPTY')
  if (blob.size > rule.mostBytes) throw clientError(rule.tooLarge)
  // Recordings and pasted pictures have no name: their content type says what they are.
  const fullName = name || `${type === TYPES.MSG_FILE ? 'file' : 'media'}.${blob.type.split('/')[1] ?? 'bin'}`
  if (rule.wrongType && !rule.extensions?.test(fullName)) throw clientError(rule.wrongType)
  return { blob, name: fullName, size: blob.size, type: blob.type, seconds: Math.round(duration / 1000) }
}
