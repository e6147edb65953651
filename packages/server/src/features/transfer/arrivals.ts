import type { Readable } from 'node:stream'
import { Failure, fail } from '../../engine/failure.ts'
import type { ExportParts } from './export.ts'
import type { Progress } from './format.ts'
import { type Imported, importApplication } from './import.ts'
import { unpacked } from './stream.ts'

/** An import that goes on, or the last one that there was. */
export interface Arrival extends Progress {
  readonly state: 'running' | 'done' | 'failed'
  /** As the file says, once it was read; under which SDKAppID it comes in. */
  readonly sdkAppId?: number
  readonly name?: string
  readonly by: string
  /** ms */
  readonly startedAt: number
  readonly endedAt?: number
  /** Why it failed. */
  readonly why?: string
}

/** Applications that come in as files while the server works, one at a time (MOVE4). */
export interface Arrivals {
  /** What goes on, or went on last since the start. */
  readonly current: Arrival | undefined
  /** Nobody may look at this application, or change it: a part of it is there. */
  isArriving(sdkAppId: number): boolean
  /**
   * Takes an export in as it comes. Whatever goes wrong leaves nothing behind.
   * @throws Failure BAD_PARAMETER, with what is wrong with the file; FORBIDDEN while another one comes in
   */
  take(bytes: Readable, by: string, as?: number): Promise<Imported>
}

export function createArrivals(
  parts: Pick<ExportParts, 'store' | 'archive' | 'now'> & {
    forget(prefix: string): Promise<unknown>
    /** What was remembered of this application is not true any more. */
    renewed(sdkAppId: number): Promise<void>
  },
): Arrivals {
  let current: Arrival | undefined
  const become = (change: Partial<Arrival>): void => {
    if (current !== undefined) current = { ...current, ...change }
  }

  return {
    get current() {
      return current
    },
    isArriving: (sdkAppId) => current?.state === 'running' && current.sdkAppId === sdkAppId,

    async take(bytes, by, as) {
      if (current?.state === 'running') throw fail('FORBIDDEN', 'Another application comes in: wait for its end.')
      current = { state: 'running', by, startedAt: parts.now(), rows: 0, records: 0 }
      const lines = unpacked(bytes)
      try {
        const imported = await importApplication(parts, lines, {
          ...(as === undefined ? {} : { as }),
          onBegin: become,
          onProgress: become,
        })
        await parts.renewed(imported.sdkAppId)
        become({ ...imported, state: 'done', endedAt: parts.now() })
        return imported
      } catch (error) {
        if (current.sdkAppId !== undefined) await parts.renewed(current.sdkAppId).catch(() => undefined)
        const why = error instanceof Failure ? error.message : 'Something went wrong in the server: see its log.'
        become({ state: 'failed', why, endedAt: parts.now() })
        throw error
      } finally {
        await lines.return(undefined)
      }
    },
  }
}
