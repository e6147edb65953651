import { Type } from 'typebox'
import type { ExplanationVerbs } from '../../accounts/explain.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'

/** Explains tickets to who integrates an application. A ticket comes in a body: it is good for logging in, so no address holds it. */
export function ticketRoutes(accounts: ExplanationVerbs): ConsoleRoute[] {
  return [
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/tickets/explain',
      role: 'developer',
      audited: 'ticket.explain',
      input: Type.Object({
        userSig: Type.String({ maxLength: 20_000 }),
        userId: Type.Optional(Type.String({ maxLength: 128 })),
      }),
      handle: ({ sdkAppId, input }) =>
        accounts.explainTicket({ sdkAppId, userSig: input.userSig, userId: input.userId }),
    }),
  ]
}
