import { fail } from '../../engine/failure.ts'
import type { RestHandlers } from '../../engine/http/rest.ts'
import type { Account } from '../accounts/account.ts'
import { administratorOrigin } from '../webhooks/origin.ts'
import { createRobot, deleteRobot, type RobotParts } from './robots.ts'
import { beginStream, continueStream, type StreamParts } from './stream.ts'

export interface RobotRestParts extends RobotParts, StreamParts {
  readonly accounts: { find(sdkAppId: number, userId: string): Promise<Account | undefined> }
}

type Path = Extract<keyof RestHandlers, `openim_robot_http_svc/${string}`>

/** Server API: robots, and what they say piece by piece. */
export function robotCommands(parts: RobotRestParts): Pick<RestHandlers, Path> {
  const { store, accounts } = parts

  /** @throws Failure C2C_SENDER_UNKNOWN */
  const robotOf = async (sdkAppId: number, userId: string): Promise<Account> => {
    const isRobot = (await store.all(sdkAppId)).includes(userId)
    const account = isRobot ? await accounts.find(sdkAppId, userId) : undefined
    if (account === undefined) throw fail('C2C_SENDER_UNKNOWN', 'The sender is no robot: make it with create_robot.')
    return account
  }

  return {
    async 'openim_robot_http_svc/create_robot'({ sdkAppId }, { UserID, Nick, FaceUrl, SelfSignature }) {
      const robot = { userId: UserID, nick: Nick, faceUrl: FaceUrl, selfSignature: SelfSignature }
      await createRobot(parts, sdkAppId, robot)
      return {}
    },
    async 'openim_robot_http_svc/delete_robot'({ sdkAppId }, { Robot_Account }) {
      await deleteRobot(parts, sdkAppId, Robot_Account)
      return {}
    },
    async 'openim_robot_http_svc/get_all_robots'({ sdkAppId }) {
      return { Robot_Account: await store.all(sdkAppId) }
    },
    async 'openim_robot_http_svc/send_stream_msg'(caller, { From_Account, To_Account, Chunk, MsgKey, Finish }) {
      const { sdkAppId } = caller
      const robot = await robotOf(sdkAppId, From_Account)
      const origin = administratorOrigin(caller)
      const piece = { sdkAppId, robot, to: To_Account, chunk: Chunk, isLast: Finish === 1, origin }
      if (MsgKey === undefined || MsgKey === '') return { MsgKey: await beginStream(parts, piece) }
      await continueStream(parts, MsgKey, piece)
      return { MsgKey }
    },
  }
}
