import { type ApplicationParts, listApplications } from '../applications.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'

/** Applications and their keys. */
export function applicationRoutes(accounts: ApplicationParts): ConsoleRoute[] {
  return [
    consoleRoute({
      method: 'GET',
      path: 'applications',
      role: 'readOnly',
      handle: () => listApplications(accounts),
    }),
  ]
}
