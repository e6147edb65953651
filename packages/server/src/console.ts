import type { RestCalls } from './engine/http/rest.ts'
import { eraseApplication } from './erase-application.ts'
import type { ConsoleRoute } from './features/console/route.ts'
import { accountRoutes } from './features/console/routes/accounts.ts'
import { applicationRoutes } from './features/console/routes/applications.ts'
import { backupRoutes } from './features/console/routes/backups.ts'
import { callbackRoutes } from './features/console/routes/callbacks.ts'
import { explorerRoutes } from './features/console/routes/explorer.ts'
import { exportRoutes } from './features/console/routes/exports.ts'
import { groupMemberRoutes } from './features/console/routes/group-members.ts'
import { groupMessageRoutes } from './features/console/routes/group-messages.ts'
import { groupRoutes } from './features/console/routes/groups.ts'
import { importRoutes } from './features/console/routes/imports.ts'
import { journeyRoutes } from './features/console/routes/journey.ts'
import { keyRoutes } from './features/console/routes/keys.ts'
import { overviewRoutes } from './features/console/routes/overview.ts'
import { pushGatewayRoutes } from './features/console/routes/push-gateway.ts'
import { selfTestRoutes } from './features/console/routes/self-test.ts'
import { settingRoutes } from './features/console/routes/settings.ts'
import { ticketRoutes } from './features/console/routes/tickets.ts'
import { userRoutes } from './features/console/routes/users.ts'
import { webhookCallRoutes } from './features/console/routes/webhook-calls.ts'
import { wordRoutes } from './features/console/routes/words.ts'
import type { Im } from './im.ts'

/** The rows of the console's API, from all areas. How to add one: CONTRIBUTING.md. */
export function consoleRoutes(im: Im, rest: RestCalls): readonly ConsoleRoute[] {
  return [
    ...applicationRoutes({ ...im, eraseApplication: (sdkAppId) => eraseApplication(im, sdkAppId) }),
    ...keyRoutes(im),
    ...ticketRoutes(im.accounts),
    ...accountRoutes(im),
    ...groupRoutes(im),
    ...groupMemberRoutes(im),
    ...groupMessageRoutes(im),
    ...settingRoutes(im.accounts),
    ...wordRoutes(im.words),
    ...userRoutes(im),
    ...overviewRoutes(im),
    ...callbackRoutes(im),
    ...webhookCallRoutes(im),
    ...pushGatewayRoutes(im.offlinePush),
    ...explorerRoutes({ accounts: im.accounts, rest }),
    ...journeyRoutes(im),
    ...selfTestRoutes(im),
    ...backupRoutes(im),
    ...exportRoutes(im.transfer),
    ...importRoutes(im.transfer),
  ]
}
