import { CLOSE } from '@signet/protocol/realtime/frames'
import type { Handlers } from '../../engine/realtime/dispatch.ts'
import { type LoginParts, login } from './login.ts'
import { renew } from './renew.ts'

/** Socket requests about the session itself. */
export function sessionHandlers(parts: LoginParts): Pick<Handlers, 'login' | 'ping' | 'logout' | 'session.renew'> {
  return {
    login: (session, data) => login(parts, session, data),
    'session.renew': (session, { userSig }) => renew(parts, session, userSig),
    ping: () => ({ time: parts.now(), mark: parts.timeline.mark() }),
    logout(session) {
      // After the answer is on its way: the flush of this turn comes first.
      setImmediate(() => session.close(CLOSE.loggedOut, 'logged out'))
      return {}
    },
  }
}
