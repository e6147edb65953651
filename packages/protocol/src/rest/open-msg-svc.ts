import { Type } from 'typebox'
import { command } from '../command.ts'

/** Messages of an hour as a file. */
export const HISTORY_COMMANDS = {
  'open_msg_svc/get_history': command({
    title:
      'The messages of an hour that is over, as a compressed file to download. It is written when it is asked for first; hours of the last seven days.',
    input: Type.Object({
      ChatType: Type.Enum(['C2C', 'Group']),
      MsgTime: Type.String({ maxLength: 64, description: 'The hour, `YYYYMMDDHH`, in UTC+8.' }),
    }),
    output: Type.Object({
      File: Type.Array(
        Type.Object({
          URL: Type.String({ description: 'Where it can be had, without a ticket, as long as it is kept.' }),
          ExpireTime: Type.String({ description: 'Until when, `YYYY-MM-DD hh:mm:ss` in UTC+8.' }),
          FileSize: Type.Integer({ description: 'Bytes of the JSON document.' }),
          FileMD5: Type.String(),
          GzipSize: Type.Integer({ description: 'Bytes of the download.' }),
          GzipMD5: Type.String(),
        }),
      ),
    }),
    errors: ['HISTORY_NOT_YET', 'HISTORY_EXPIRED'],
    note: 'An hour is the one in which messages came in, also imported ones. What was taken back, and what live rooms say, is not in it. An hour without messages is 1004.',
  }),
} as const
