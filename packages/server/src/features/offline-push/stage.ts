import { restOrigin } from '../webhooks/origin.ts'
import type { HookEvent } from '../webhooks/queue.ts'
import type { PushFacts } from './push-id.ts'

/** How far a push came, and on what kind of phone. Numbers are those of the webhooks. */
export interface Stage {
  /** 1 sent, 2 arrived, 3 clicked. */
  readonly stage: number
  /** 0: not known. */
  readonly platform: number
  /** 0: no error. */
  readonly errCode: number
  readonly errInfo: string
}

/** The webhook that tells of it (PSH8). @param now ms */
export function stageEvent(facts: PushFacts, { stage, platform, errCode, errInfo }: Stage, now: number): HookEvent {
  const { from, to, task } = facts
  const EventTime = Math.floor(now / 1000)
  const pushed = { PushPlatform: platform, PushStage: stage, ErrCode: errCode, ErrInfo: errInfo }
  const where = { lane: `push ${to}`, origin: restOrigin('') }
  if (task !== undefined) {
    const body = {
      EventType: 1,
      TaskId: task.taskId,
      TaskTime: Math.floor(task.startedAt / 1000),
      EventTime,
      To_Account: to,
      ...pushed,
      ...(task.dataId === '' ? {} : { DataId: task.dataId }),
    }
    return { ...where, command: 'Push.AllMemberPush', body } satisfies HookEvent<'Push.AllMemberPush'>
  }
  const body = {
    EventType: facts.group === undefined ? 1 : 2,
    EventTime,
    From_Account: from,
    To_Account: to,
    ...pushed,
    ...(facts.key === undefined ? {} : { MsgKey: facts.key }),
    ...(facts.group === undefined ? {} : { GroupID: facts.group }),
    MsgSeq: facts.msgSeq,
    MsgRandom: facts.random,
    MsgTime: facts.time,
  }
  return { ...where, command: 'Push.OfflinePush', body } satisfies HookEvent<'Push.OfflinePush'>
}
