import { fail } from '../../../engine/failure.ts'
import { type ExportParts, exportApplication } from '../../transfer/export.ts'
import type { Progress } from '../../transfer/format.ts'
import { packed } from '../../transfer/stream.ts'
import { type ConsoleRoute, consoleRoute, Download } from '../route.ts'

/** An export of an application that goes on, or the last one that there was. */
interface Job extends Progress {
  readonly startedAt: number
  readonly by: string
  readonly state: 'running' | 'done' | 'failed'
}

/** Everything of an application, as a file. Owners only: it holds every message. */
export function exportRoutes(parts: ExportParts & { readonly hasArchive: boolean }): ConsoleRoute[] {
  const jobs = new Map<number, Job>()
  return [
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/exports',
      role: 'owner',
      async handle({ sdkAppId }) {
        return { possible: parts.hasArchive, job: jobs.get(sdkAppId) }
      },
    }),
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/export',
      role: 'owner',
      audited: 'application.export',
      async handle({ sdkAppId, user, note }) {
        note({ target: { kind: 'application', id: String(sdkAppId) } })
        if (!parts.hasArchive) throw fail('BAD_PARAMETER', 'This server keeps messages in memory only.')
        if (jobs.get(sdkAppId)?.state === 'running')
          throw fail('FORBIDDEN', 'An export of this application goes on already.')
        let job: Job = { startedAt: parts.now(), by: user.name, rows: 0, records: 0, state: 'running' }
        const become = (change: Partial<Job>): void => {
          job = { ...job, ...change }
          jobs.set(sdkAppId, job)
        }
        become({})
        const bytes = packed(exportApplication(parts, sdkAppId, become))
        bytes.once('end', () => become({ state: 'done' }))
        bytes.once('close', () => {
          if (job.state === 'running') become({ state: 'failed' })
        })
        const day = new Date(parts.now()).toISOString().slice(0, 10)
        return new Download(`signet-${sdkAppId}-${day}.ndjson.gz`, 'application/gzip', bytes)
      },
    }),
  ]
}
