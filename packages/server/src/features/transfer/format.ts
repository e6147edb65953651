import type { ArchiveRecord } from '../../engine/timeline/archive.ts'

/**
 * An export is text: one JSON value a line. The first says what it is, the last that it is whole; between them rows of tables, `{"table",
 * "row"}`, without `sdk_app_id`, then records of conversations, `{"kind", "conversation", …}`.
 */
export interface ExportHeader {
  readonly signet: 'application-export'
  readonly version: 1
  /** Of the schema that the rows are of. */
  readonly schema: number
  readonly sdkAppId: number
  readonly name: string
  /** ms */
  readonly exportedAt: number
}

export interface ExportRow {
  readonly table: string
  readonly row: Readonly<Record<string, unknown>>
}

export interface ExportEnd {
  readonly end: { readonly rows: number; readonly records: number }
}

export type ExportLine = ExportHeader | ExportRow | ArchiveRecord | ExportEnd

export const EXPORT_VERSION = 1

/** How far an export or an import is. */
export interface Progress {
  readonly rows: number
  readonly records: number
}
