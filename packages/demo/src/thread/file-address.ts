/**
 * The address of a file as the page may use it: one that this server signed, or one within this page for a file on its way. A message
 * can name any address; the page loads nothing from strangers, and no link of a message runs anything.
 */
export function fileAddress(url: string, origin = globalThis.location?.origin): string | undefined {
  if (!URL.canParse(url)) return undefined
  const address = new URL(url)
  if (address.protocol === 'blob:') return address.origin === origin ? url : undefined
  return address.origin === origin && address.pathname.startsWith('/files/') ? url : undefined
}

const UNITS = ['B', 'KB', 'MB', 'GB'] as const

/** @example sizeText(1_500_000) // '1.4 MB' */
export function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const value = bytes / 1024 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`
}
