import type { ConsoleRoute } from './features/console/route.ts'
import { applicationRoutes } from './features/console/routes/applications.ts'
import { userRoutes } from './features/console/routes/users.ts'
import type { Im } from './im.ts'

/** The rows of the console's API, from all areas. How to add one: CONTRIBUTING.md. */
export function consoleRoutes(im: Im): readonly ConsoleRoute[] {
  return [...applicationRoutes(im.accounts), ...userRoutes(im)]
}
