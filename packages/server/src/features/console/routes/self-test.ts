import type { SelfTest } from '../../self-test/self-test.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'

/** Whether messages get through, tried on the server itself. */
export function selfTestRoutes({ selfTest }: { readonly selfTest: SelfTest }): ConsoleRoute[] {
  return [
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/self-test',
      role: 'readOnly',
      handle: async ({ sdkAppId }) => selfTest.state(sdkAppId),
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/self-test',
      role: 'developer',
      audited: 'application.self-test',
      async handle({ sdkAppId, note }) {
        note({ target: { kind: 'application', id: String(sdkAppId) } })
        await selfTest.start(sdkAppId)
        return selfTest.state(sdkAppId)
      },
    }),
  ]
}
