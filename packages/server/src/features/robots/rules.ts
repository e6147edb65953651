/** Decisions about robots: no I/O, no clock. Numbers are those of docs/rules.md. */
import { isUserId } from '@signet/protocol/ids'

/** Robots of one application. */
export const MOST_ROBOTS = 20

/** How the UserID of a robot begins. */
export const ROBOT_PREFIX = '@RBT#'

export const isRobotId = (userId: string): boolean =>
  isUserId(userId) && userId.startsWith(ROBOT_PREFIX) && userId.length > ROBOT_PREFIX.length

/** How clients see whether a message still grows: its custom data. */
export const STREAM = { open: '{"stream":"open"}', done: '{"stream":"done"}' } as const
