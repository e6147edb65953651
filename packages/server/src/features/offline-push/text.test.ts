import type { MsgBody } from '@signet/protocol/message'
import { describe, expect, it } from 'vitest'
import { contentOf, textOf } from './text.ts'

const say = (Text: string) => ({ MsgType: 'TIMTextElem', MsgContent: { Text } }) as const
const body = (...elements: object[]) => elements as unknown as MsgBody
const face = { MsgType: 'TIMFaceElem', MsgContent: { Index: 1 } }

describe('what a phone shows', () => {
  it('[PSH4] is the texts of the elements with nothing in between, in the language of the application', () => {
    expect(textOf(body(say('hi '), face), 'en')).toBe('hi [Face]')
    expect(textOf(body(say('你好'), face), 'zh')).toBe('你好[表情]')
    const image = { MsgType: 'TIMImageElem', MsgContent: {} }
    expect(textOf(body(image, { MsgType: 'TIMRelayElem', MsgContent: {} }), 'en')).toBe('[Image][Chat history]')
    expect(textOf(body({ MsgType: 'TIMNewElem', MsgContent: {} }), 'zh')).toBe('[消息]')
    expect(textOf(body(say('')), 'en')).toBe('[Message]')
  })

  it('[PSH4] is no longer than phones show, and ends in whole characters', () => {
    const long = textOf(body(say('😀'.repeat(2_000))), 'en')
    expect(long.length).toBeLessThanOrEqual(1_024)
    expect(long.isWellFormed()).toBe(true)
    expect(long.endsWith('😀…')).toBe(true)
  })

  it('[PSH4] comes from OfflinePushInfo where there is one, and then nothing from a custom element', () => {
    const custom = { MsgType: 'TIMCustomElem', MsgContent: { Desc: 'd', Ext: 'e', Sound: 's' } }
    expect(contentOf({ body: body(custom) }, 'en')).toMatchObject({ text: 'd', ext: 'e', apns: { Sound: 's' } })
    const said = contentOf({ body: body(custom), offlinePush: { Title: 'T' } }, 'en')
    expect(said).toEqual({ title: 'T', text: 'd', ext: undefined, android: undefined, apns: undefined })
  })
})
