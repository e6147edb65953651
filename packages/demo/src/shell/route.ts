import { useSyncExternalStore } from 'react'

/** What the address asks for. It stands behind the #, so it never reaches the server. */
export type Route =
  | { readonly kind: 'home' }
  | { readonly kind: 'conversation'; readonly id: string }
  /** A group or a live room that one may not be in yet. */
  | { readonly kind: 'join'; readonly groupID: string }
  /** A live room, without signing in. */
  | { readonly kind: 'watch'; readonly sdkAppId: number; readonly groupID: string }
  /** In the development mode: a window for this user. */
  | { readonly kind: 'as'; readonly userID: string }

/** @example parseRoute('#/c/C2Cbob') */
export function parseRoute(hash: string): Route {
  const [kind = '', ...rest] = hash.replace(/^#\/?/, '').split('/').map(decoded)
  const [first = '', second = ''] = rest
  if (kind === 'c' && /^(C2C|GROUP)./.test(first)) return { kind: 'conversation', id: first }
  if (kind === 'join' && first !== '') return { kind: 'join', groupID: first }
  if (kind === 'as' && first !== '') return { kind: 'as', userID: first }
  if (kind === 'watch' && /^\d{1,10}$/.test(first) && second !== '')
    return { kind: 'watch', sdkAppId: Number(first), groupID: second }
  return { kind: 'home' }
}

/** @example hashOf({ kind: 'conversation', id: 'C2Cbob' }) // '#/c/C2Cbob' */
export function hashOf(route: Route): string {
  switch (route.kind) {
    case 'home':
      return '#/'
    case 'conversation':
      return `#/c/${encodeURIComponent(route.id)}`
    case 'join':
      return `#/join/${encodeURIComponent(route.groupID)}`
    case 'watch':
      return `#/watch/${route.sdkAppId}/${encodeURIComponent(route.groupID)}`
    case 'as':
      return `#/as/${encodeURIComponent(route.userID)}`
  }
}

export function go(route: Route): void {
  if (location.hash !== hashOf(route)) location.hash = hashOf(route)
}

/** The whole address of a route, to be shared. */
export const addressOf = (route: Route): string => `${location.origin}${location.pathname}${hashOf(route)}`

export function useRoute(): Route {
  const hash = useSyncExternalStore(watchHash, () => location.hash)
  return parsed(hash)
}

let last: { readonly hash: string; readonly route: Route } | undefined
/** The same hash is the same object, so that effects do not run again. */
function parsed(hash: string): Route {
  if (last?.hash !== hash) last = { hash, route: parseRoute(hash) }
  return last.route
}

function watchHash(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
