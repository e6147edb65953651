import type { Handlers } from '../../engine/realtime/dispatch.ts'
import { identityOf } from '../sessions/identity.ts'

/** Socket requests about revisions. */
export function revisionHandlers(parts: {
  readonly revisions: { all(sdkAppId: number, userId: string): Promise<Record<string, number>> }
}): Pick<Handlers, 'revisions'> {
  return {
    async revisions(session) {
      const self = identityOf(session)
      return { revisions: await parts.revisions.all(self.sdkAppId, self.userId) }
    },
  }
}
