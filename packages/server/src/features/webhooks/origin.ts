import type { Session } from '../../engine/realtime/session.ts'
import type { Origin } from './request.ts'

/** By whose session something happens. */
export const originOf = (session: Session): Origin => ({
  ip: session.ip,
  platform: session.identity?.platform ?? 'Unknown',
})

/** The server API has no platform of its own. */
export const restOrigin = (ip: string): Origin => ({ ip, platform: 'RESTAPI' })
