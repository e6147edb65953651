import { Counter, type Registry } from 'prom-client'

/** What is counted about files. Labels never hold an id. */
export interface FileMetrics {
  uploaded(bytes: number): void
  served(bytes: number): void
  /** An image has no smaller ones, although its type has. */
  thumbnailFailed(): void
  removed(files: number): void
  /** Shows the counts to who reads this registry. */
  register(registry: Registry): void
}

export function createFileMetrics(): FileMetrics {
  const counters: Counter[] = []
  const counter = (name: string, help: string): Counter => {
    const made = new Counter({ name, help, registers: [] })
    counters.push(made)
    return made
  }
  const uploads = counter('signet_files_uploaded_total', 'Files that were uploaded.')
  const uploadBytes = counter('signet_file_upload_bytes_total', 'Bytes of files that were uploaded.')
  const reads = counter('signet_files_served_total', 'Requests that were answered with a file or a part of one.')
  const readBytes = counter('signet_file_served_bytes_total', 'Bytes of these answers.')
  const failures = counter('signet_thumbnails_failed_total', 'Images of which no smaller ones could be made.')
  const removals = counter('signet_files_removed_total', 'Files that were removed because no message carried them.')
  return {
    uploaded(bytes) {
      uploads.inc()
      uploadBytes.inc(bytes)
    },
    served(bytes) {
      reads.inc()
      readBytes.inc(bytes)
    },
    thumbnailFailed: () => failures.inc(),
    removed: (files) => removals.inc(files),
    register(registry) {
      for (const one of counters) registry.registerMetric(one)
    },
  }
}
