const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * May a page of this origin open a socket? A program that is no browser sends no Origin and is judged by its ticket alone.
 * @param allowed origins, and the words `self` (the host that was asked), `loopback` (page and server both on this machine), `*`
 */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined) return true
  if (allowed.includes('*') || (allowed.includes(origin) && origin.includes('://'))) return true
  if (host === undefined || !URL.canParse(origin)) return false
  const url = new URL(origin)
  if (allowed.includes('self') && url.host === host) return true
  return allowed.includes('loopback') && LOOPBACK.has(url.hostname) && LOOPBACK.has(hostnameOf(host))
}

const hostnameOf = (host: string): string => (URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '')
