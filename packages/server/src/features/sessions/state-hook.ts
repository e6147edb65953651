import type { Webhooks } from '../webhooks/create.ts'
import { userLane } from '../webhooks/queue.ts'
import { optPlatform } from '../webhooks/rules.ts'
import type { StateChange } from './state-change.ts'

/** Tells applications of sessions that begin and end, by State.StateChange (SES20). Nobody waits for it. */
export function tellStateChange(
  webhooks: Pick<Webhooks, 'tell' | 'wants'>,
  now: () => number,
  onFailure: (error: unknown) => void,
): (change: StateChange) => void {
  const tell = async (change: StateChange, EventTime: number): Promise<void> => {
    const { sdkAppId, userId, action, reason, kicked, ip, platform } = change
    if (!(await webhooks.wants(sdkAppId, ['State.StateChange']))) return
    const KickedDevice = kicked.map((name) => ({ Platform: optPlatform(name) }))
    await webhooks.tell(sdkAppId, {
      command: 'State.StateChange',
      body: {
        EventTime,
        Info: { Action: action, To_Account: userId, Reason: reason },
        ...(KickedDevice.length === 0 ? {} : { KickedDevice }),
      },
      lane: userLane(userId),
      origin: { ip, platform },
    })
  }
  return (change) => {
    tell(change, now()).catch(onFailure)
  }
}
