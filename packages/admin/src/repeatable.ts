import type { CommandPath } from '@signet/protocol/rest/commands'

/** What their names say: they send, push or make something. A command that comes later is not repeated because nobody thought of it. */
const MAKING = /\/(batch)?send|\/create_|push$/

/** Commands beside those that do harm when they are carried out twice: a second group, a number that is counted up twice. */
const ONCE: ReadonlySet<string> = new Set<CommandPath>([
  'timpush/batch',
  'group_open_http_svc/import_group',
  'group_open_http_svc/import_group_info',
  'group_open_http_svc/import_topic',
  'group_open_http_svc/update_group_counter',
])

/** Named like it, but done twice they leave what doing them once does. The identity of `sendmsg` is fixed before the first try. */
const HARMLESS: ReadonlySet<string> = new Set<CommandPath>([
  'openim/sendmsg',
  'openim_robot_http_svc/create_robot',
  'recentcontact/create_contact_group',
])

/** Whether a call whose outcome is not known may be made again by itself. */
export const isRepeatable = (command: string): boolean =>
  HARMLESS.has(command) || !(MAKING.test(command) || ONCE.has(command))
