import { PROFILE_TAG } from '@signet/protocol/profile'
import { fail } from '../../engine/failure.ts'
import type { ProfileParts } from '../profiles/parts.ts'
import { setProfile } from '../profiles/set.ts'
import { isRobotId, MOST_ROBOTS, ROBOT_PREFIX } from './rules.ts'
import type { RobotStore } from './store.ts'

export interface RobotParts {
  readonly store: RobotStore
  readonly profiles: ProfileParts
  /** Erases an account and what is kept about its user, its being a robot included. @throws Failure */
  erase(sdkAppId: number, userId: string): Promise<void>
  /** ms */
  now(): number
}

export interface NewRobot {
  readonly userId: string
  readonly nick?: string | undefined
  readonly faceUrl?: string | undefined
  readonly selfSignature?: string | undefined
}

/** Makes a robot, or changes what is told about it (BOT1). @throws Failure C2C_REQUEST_MALFORMED, BAD_PARAMETER, PROFILE_VALUE_TOO_LONG */
export async function createRobot(parts: RobotParts, sdkAppId: number, robot: NewRobot): Promise<void> {
  const { store, profiles } = parts
  const { userId, nick, faceUrl, selfSignature } = robot
  if (!isRobotId(userId)) {
    throw fail('C2C_REQUEST_MALFORMED', `The UserID of a robot is a UserID that begins with ${ROBOT_PREFIX}.`)
  }
  const there = await store.all(sdkAppId)
  const tooMany = `An application has at most ${MOST_ROBOTS} robots.`
  if (there.length >= MOST_ROBOTS && !there.includes(userId)) throw fail('C2C_REQUEST_MALFORMED', tooMany)
  await profiles.accounts.import({
    sdkAppId,
    userId,
    ...(nick !== undefined && { nick }),
    ...(faceUrl !== undefined && { faceUrl }),
  })
  if (selfSignature !== undefined) {
    await setProfile(profiles, sdkAppId, userId, [{ tag: PROFILE_TAG.selfSignature, value: selfSignature }], 'admin')
  }
  // Judged again with the row: others may have made robots meanwhile.
  const added = await store.add(sdkAppId, userId, { most: MOST_ROBOTS, now: parts.now() })
  if (!added) throw fail('C2C_REQUEST_MALFORMED', tooMany)
}

/** Its account goes as any account does. @throws Failure C2C_ACCOUNT_UNKNOWN when it is no robot */
export async function deleteRobot(parts: RobotParts, sdkAppId: number, userId: string): Promise<void> {
  if (!(await parts.store.all(sdkAppId)).includes(userId)) throw fail('C2C_ACCOUNT_UNKNOWN', 'There is no such robot.')
  await parts.erase(sdkAppId, userId)
}
