import type { Handlers } from '../../engine/realtime/dispatch.ts'
import { type LoginParts, login } from './login.ts'

/** Socket requests about the session itself. */
export function sessionHandlers(parts: LoginParts): Pick<Handlers, 'login' | 'ping' | 'logout'> {
  return {
    login: (session, data) => login(parts, session, data),
    ping: () => ({ time: parts.now() }),
    logout(session) {
      // After the answer is on its way: the flush of this turn comes first.
      setImmediate(() => session.close(1000, 'logged out'))
      return {}
    },
  }
}
