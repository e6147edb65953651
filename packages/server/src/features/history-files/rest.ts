import { fail } from '../../engine/failure.ts'
import type { RestHandlers } from '../../engine/http/rest.ts'
import type { HistoryFiles } from './create.ts'
import { endOf, hourOf, KEPT_MS, stateOf, timeText } from './rules.ts'
import type { HistoryFileRow } from './store.ts'

/** Server API: messages of an hour as a file. */
export function historyFileCommands(files: HistoryFiles): Pick<RestHandlers, 'open_msg_svc/get_history'> {
  return {
    async 'open_msg_svc/get_history'({ sdkAppId, origin = '' }, { ChatType, MsgTime }) {
      const hour = hourOf(MsgTime)
      if (hour === undefined) throw fail('HISTORY_PARAMETER', 'MsgTime is an hour as YYYYMMDDHH.')
      const state = stateOf(hour, files.now())
      if (state === 'going on') throw fail('HISTORY_NOT_YET', 'The hour is not over.')
      if (state === 'gone') throw fail('HISTORY_EXPIRED')
      const row = await files.of(sdkAppId, ChatType, hour)
      if (row === undefined) throw fail('HISTORY_NOT_YET', 'The file is being written: ask again in a minute.')
      if (row.blob === '') throw fail('HISTORY_NOT_YET', 'Nothing was said in that hour.')
      const expiresAt = endOf(hour) + KEPT_MS
      const file = {
        URL: `${origin}${addressOf(files, row, expiresAt)}`,
        ExpireTime: timeText(expiresAt),
        FileSize: row.bytes,
        FileMD5: row.md5,
        GzipSize: row.gzip_bytes,
        GzipMD5: row.gzip_md5,
      }
      return { File: [file] }
    },
  }
}

/** Where a file can be had by whoever knows the address. */
function addressOf({ signer }: HistoryFiles, row: HistoryFileRow, expiresAt: number): string {
  const { sdk_app_id, chat_type, hour } = row
  const signature = signer.sign('history', sdk_app_id, chat_type, hour, expiresAt)
  return `/history-files/${sdk_app_id}/${chat_type}/${hour}?expires=${expiresAt}&signature=${signature}`
}
