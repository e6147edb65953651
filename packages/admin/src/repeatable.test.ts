import { COMMANDS } from '@signet/protocol/rest/commands'
import { expect, it } from 'vitest'
import { isRepeatable } from './repeatable.ts'

/** Their names sound like it, and doing them twice leaves what doing them once does. */
const HARMLESS_TWICE = [
  'openim/sendmsg',
  'group_open_http_svc/forbid_send_msg',
  'openim_robot_http_svc/create_robot',
  'recentcontact/create_contact_group',
]

it('every command that sends, pushes or makes something is known to be harmful twice, or to be harmless', () => {
  const making = Object.keys(COMMANDS).filter((path) => /send_|sendmsg|push$|create_|counter$/.test(path))
  const undecided = making.filter(
    (path) => isRepeatable(path) && !HARMLESS_TWICE.includes(path) && !/(get|delete)_group_counter$/.test(path),
  )
  expect(undecided).toEqual([])
  expect(HARMLESS_TWICE.filter((path) => !isRepeatable(path))).toEqual([])
})
