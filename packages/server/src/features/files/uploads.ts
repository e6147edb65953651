import { fail } from '../../engine/failure.ts'
import { APPLICATION } from './store.ts'

/** Uploads under way, so that many at once do not take more room than there is. */
export interface Uploads {
  /** Bytes that uploads of this owner, or of the whole application, may still bring. */
  reserved(sdkAppId: number, ownerId: string): number
  /** @returns what ends the reservation. @throws Failure TOO_FREQUENT, OVERLOADED */
  begin(sdkAppId: number, ownerId: string, bytes: number): () => void
}

const MOST_BY_USER = 8
const MOST = 256
const RETRY_MS = 1000

interface Reservation {
  uploads: number
  bytes: number
}

export function createUploads(): Uploads {
  const under = new Map<string, Reservation>()
  let all = 0
  const nameOf = (sdkAppId: number, ownerId: string): string => `${sdkAppId}/${ownerId}`
  const change = (name: string, uploads: number, bytes: number): void => {
    const now = under.get(name) ?? { uploads: 0, bytes: 0 }
    const next = { uploads: now.uploads + uploads, bytes: now.bytes + bytes }
    if (next.uploads === 0) under.delete(name)
    else under.set(name, next)
  }
  return {
    reserved: (sdkAppId, ownerId) => under.get(nameOf(sdkAppId, ownerId))?.bytes ?? 0,
    begin(sdkAppId, ownerId, bytes) {
      const names = [nameOf(sdkAppId, ownerId), nameOf(sdkAppId, APPLICATION)]
      if ((under.get(names[0]!)?.uploads ?? 0) >= MOST_BY_USER) {
        throw fail('TOO_FREQUENT', `At most ${MOST_BY_USER} uploads at once.`, RETRY_MS)
      }
      if (all >= MOST) throw fail('OVERLOADED', undefined, RETRY_MS)
      all++
      for (const name of names) change(name, 1, bytes)
      return () => {
        all--
        for (const name of names) change(name, -1, -bytes)
      }
    },
  }
}
