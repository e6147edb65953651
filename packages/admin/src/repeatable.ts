import type { CommandPath } from '@signet/protocol/rest/commands'

/**
 * Commands that do harm when they are carried out twice: a second group, a second message, a number that is counted up twice.
 * `openim/sendmsg` is not among them: its identity is fixed before the first try.
 */
const ONCE: ReadonlySet<string> = new Set<CommandPath>([
  'openim/batchsendmsg',
  'openim/im_push',
  'openim_robot_http_svc/send_stream_msg',
  'all_member_push/im_push',
  'timpush/push',
  'timpush/batch',
  'group_open_http_svc/create_group',
  'group_open_http_svc/create_permission_group',
  'group_open_http_svc/import_group',
  'group_open_http_svc/import_group_info',
  'group_open_http_svc/import_topic',
  'group_open_http_svc/send_broadcast_msg',
  'group_open_http_svc/send_group_msg',
  'group_open_http_svc/update_group_counter',
  'million_group_open_http_svc/create_topic',
])

/** Whether a call whose outcome is not known may be made again by itself. */
export const isRepeatable = (command: string): boolean => !ONCE.has(command)
