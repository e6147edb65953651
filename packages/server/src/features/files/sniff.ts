/** Bytes from the start of a file that are looked at: enough for every plain type, and little to be slow on. */
export const HEAD_BYTES = 64 * 1024

/** What the content is by its first bytes, as a MIME type; nothing when they say nothing. Names and headers are not asked. */
export async function sniff(head: Uint8Array): Promise<string | undefined> {
  // Loaded with the first upload: a start does not wait for it.
  const { fileTypeFromBuffer } = await import('file-type')
  try {
    return (await fileTypeFromBuffer(head))?.mime
  } catch {
    // Bytes that begin like a type and go on like none.
    return undefined
  }
}
