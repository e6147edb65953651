import type { Readable } from 'node:stream'
import type { Config } from './config/table.ts'
import { exportApplication } from './features/transfer/export.ts'
import type { Progress } from './features/transfer/format.ts'
import { type Imported, importApplication } from './features/transfer/import.ts'
import { createTransferStore } from './features/transfer/store.ts'
import { packed, unpacked } from './features/transfer/stream.ts'
import { createLog } from './log.ts'
import { openState } from './state.ts'
import { openTimeline } from './wiring/timeline.ts'

/** Whole applications out of a data folder and into one, while no server runs on it. */
export interface Transfer extends AsyncDisposable {
  /** Compressed lines of JSON; the stream fails with APP_NOT_FOUND for an unknown application. */
  export(sdkAppId: number, onProgress?: (progress: Progress) => void): Readable
  /** @throws Failure BAD_PARAMETER, with what is wrong with the export; nothing of it is left then */
  import(
    bytes: Readable,
    options?: { readonly as?: number; readonly onProgress?: (progress: Progress) => void },
  ): Promise<Imported>
  close(): Promise<void>
}

/**
 * Opens a data folder to export or import applications.
 * @throws Error with `code: 'TIMELINE_LOCKED'` while a server runs on it
 * @example
 * await using transfer = await openTransfer(defaultConfig({ data: { dir: './signet-data' } }))
 * await pipeline(transfer.export(1400000001), createWriteStream('shop.ndjson.gz'))
 */
export async function openTransfer(config: Config): Promise<Transfer> {
  const state = await openState(config, Date.now)
  const timeline = await openTimeline(config, state.accounts, Date.now, createLog(config)).catch(
    async (error: unknown) => {
      await state.close()
      throw error
    },
  )
  const parts = { store: createTransferStore(state.db as never), archive: timeline.archive, now: Date.now }
  const close = async (): Promise<void> => {
    await timeline.close()
    await state.close()
  }
  return {
    export: (sdkAppId, onProgress) => packed(exportApplication(parts, sdkAppId, onProgress)),
    import: (bytes, options) => importApplication(parts, unpacked(bytes), options),
    close,
    [Symbol.asyncDispose]: close,
  }
}
