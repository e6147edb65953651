const HIDDEN = '[ticket]'
/** Errors that name each other as causes end somewhere. */
const MOST_CAUSES = 5

/** A text without the ticket, as it stands or as it stands in a URL. */
export const scrubText = (text: string, ticket: string): string =>
  text.replaceAll(ticket, HIDDEN).replaceAll(encodeURIComponent(ticket), HIDDEN)

/** An error of a HTTP library made anew: some print the URL, and the ticket stands in it. */
export function scrubError(error: unknown, ticket: string, depth = 0): Error {
  const message = scrubText(error instanceof Error ? error.message : String(error), ticket)
  const copy = new Error(message)
  if (!(error instanceof Error)) return copy
  copy.name = error.name
  const code = codeOf(error)
  if (code !== undefined) Object.assign(copy, { code })
  if (error.cause !== undefined && depth < MOST_CAUSES) copy.cause = scrubError(error.cause, ticket, depth + 1)
  return copy
}

/** @example codeOf(error) // 'ECONNREFUSED' */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
