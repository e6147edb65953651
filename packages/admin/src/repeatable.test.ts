import { expect, it } from 'vitest'
import { isRepeatable } from './repeatable.ts'

it('what sends, pushes, makes or counts is not repeated, nor is such a command that comes later', () => {
  const once = [
    'openim/batchsendmsg',
    'openim_robot_http_svc/send_stream_msg',
    'all_member_push/im_push',
    'timpush/batch',
    'group_open_http_svc/create_group',
    'group_open_http_svc/import_topic',
    'group_open_http_svc/send_broadcast_msg',
    'group_open_http_svc/send_group_msg',
    'group_open_http_svc/update_group_counter',
    'million_group_open_http_svc/create_topic',
    'later_http_svc/send_anything',
  ]
  expect(once.filter(isRepeatable)).toEqual([])
})

it('what reads, sets or takes away is repeated, and so is a private message', () => {
  const harmless = [
    'openim/sendmsg',
    'group_open_http_svc/forbid_send_msg',
    'group_open_http_svc/destroy_group',
    'group_open_http_svc/delete_group_msg_by_sender',
    'group_open_http_svc/get_group_counter',
    'im_open_login_svc/multiaccount_import',
    'openim_robot_http_svc/create_robot',
    'openim/im_get_push_report',
  ]
  expect(harmless.filter((command) => !isRepeatable(command))).toEqual([])
})
