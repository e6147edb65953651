import type { FastifyRequest } from 'fastify'

/**
 * Did this request come from this machine, for a name of this machine? Both are asked: a page elsewhere can make a browser send requests
 * here under a name of its own (DNS rebinding), and then the Host header gives it away.
 */
export function isLocalRequest(request: FastifyRequest): boolean {
  return isLoopbackAddress(request.ip) && isLoopbackHost(request.headers.host) && !cameThroughUnknownProxy(request)
}

/** A proxy on this machine that is not configured as trusted: the connection is local, who asked is not known. */
function cameThroughUnknownProxy({ ips, headers }: FastifyRequest): boolean {
  return ips === undefined && FORWARDED.some((name) => headers[name] !== undefined)
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'] as const

export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address)
}

function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i.test(host)
}
