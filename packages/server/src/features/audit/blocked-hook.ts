import { randomUUID } from 'node:crypto'
import type { MsgBody } from '@signet/protocol/message'
import { Failure } from '../../engine/failure.ts'
import type { Filter } from '../messages/filter.ts'
import type { Webhooks } from '../webhooks/create.ts'
import { userLane } from '../webhooks/queue.ts'
import type { AuditWords } from './words.ts'

export interface BlockedHookParts {
  readonly words: Pick<AuditWords, 'filter' | 'moderate'>
  readonly webhooks: Pick<Webhooks, 'tell' | 'wants'>
  onFailure(error: unknown): void
}

const COMMAND = 'ContentCallback.ResultNotify'

/** The filter of what users write, which tells the application of what it blocked. Nobody waits for that. */
export function tellingBlocked({ words, webhooks, onFailure }: BlockedHookParts): Filter {
  const tell: (...refused: Required<Parameters<Filter>>) => Promise<void> = async (sdkAppId, body, written) => {
    if (!(await webhooks.wants(sdkAppId, [COMMAND]))) return
    const { from, scene, contact, cloudCustomData, origin } = written
    const texts = textsOf(body)
    await webhooks.tell(sdkAppId, {
      command: COMMAND,
      body: {
        Scene: scene,
        From_Account: from,
        ContactItem: contact,
        ContentType: 'Text',
        TextContent: texts,
        CtxcbResult: 1,
        CtxcbRequestId: randomUUID(),
        CtxcbKeywords: [...words.moderate(sdkAppId, texts.join('\n')).words],
        CtxcbSuggestion: 'Block',
        CtxcbLabel: 'Composite',
        ...(cloudCustomData === undefined ? {} : { CloudCustomData: cloudCustomData }),
      },
      lane: userLane(from),
      origin,
    })
  }
  return (sdkAppId, body, written) => {
    try {
      return words.filter(sdkAppId, body)
    } catch (error) {
      const isBlocked = error instanceof Failure && error.errorName === 'MESSAGE_FILTERED'
      if (isBlocked && written !== undefined) tell(sdkAppId, body, written).catch(onFailure)
      throw error
    }
  }
}

const textsOf = (body: MsgBody): string[] =>
  body.flatMap((element) => (element.MsgType === 'TIMTextElem' ? [element.MsgContent.Text] : []))
