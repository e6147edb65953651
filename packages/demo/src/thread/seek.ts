/** The message that somebody wants to see, until the list that has it shows it. */
let wanted: string | undefined
const listeners = new Set<(ID: string) => boolean>()

/** Asks for a message to be shown. The list of its conversation may not be there yet. */
export function seek(ID: string): void {
  wanted = ID
  for (const listener of [...listeners]) if (listener(ID)) wanted = undefined
}

/** @param show answers whether it has the message */
export function onSeek(show: (ID: string) => boolean): () => void {
  listeners.add(show)
  if (wanted !== undefined && show(wanted)) wanted = undefined
  return () => listeners.delete(show)
}
