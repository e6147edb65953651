/** Words about files: shared by both sides, no schema, no I/O. */

const FILE_ID = /^f-([1-9a-z][0-9a-z]{0,6})-[0-9a-f]{32}$/

/** `f-<SDKAppID in base 36>-<32 hex digits>`: what a message carries as the `UUID` of its image, sound, video or file. */
export const isFileId = (value: unknown): value is string => typeof value === 'string' && FILE_ID.test(value)

/** The application of a file; nothing for what is no id of a file. */
export function sdkAppIdOfFile(fileId: string): number | undefined {
  const found = FILE_ID.exec(fileId)
  return found === null ? undefined : Number.parseInt(found[1]!, 36)
}

/** The three sizes of an image, as `ImageInfoArray[].Type` names them. */
export const IMAGE_SIZE = { original: 1, large: 2, thumb: 3 } as const
export type ImageSize = (typeof IMAGE_SIZE)[keyof typeof IMAGE_SIZE]

/** `ImageFormat` of an image by its content type. */
export const IMAGE_FORMAT: { readonly [type: string]: number } = {
  'image/jpeg': 1,
  'image/gif': 2,
  'image/png': 3,
  'image/bmp': 4,
}
export const OTHER_IMAGE_FORMAT = 255

export const FILE_LIMITS = {
  /** Longest name, bytes of UTF-8. */
  nameBytes: 255,
  /** Files that one request asks about. */
  asked: 100,
} as const
