import type { Session } from '../../engine/realtime/session.ts'
import type { SentNote } from './outbox.ts'
import type { Origin } from './request.ts'

/** By whose session something happens. */
export const originOf = (session: Session): Origin => ({
  ip: session.ip,
  platform: session.identity?.platform ?? 'Unknown',
})

/** The server API has no platform of its own. */
export const restOrigin = (ip: string): Origin => ({ ip, platform: 'RESTAPI' })

/** What the server API does, by the administrator whose ticket it bears. */
export const administratorOrigin = ({ ip, administrator }: { ip: string; administrator: string }): SentNote => ({
  ...restOrigin(ip),
  operator: administrator,
})
