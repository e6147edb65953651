import type { MsgBody } from '@signet/protocol/message'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { PushLanguage } from './rules.ts'

const WORDS: Readonly<Record<string, { readonly [L in PushLanguage]: string }>> = {
  TIMLocationElem: { zh: '[位置]', en: '[Location]' },
  TIMFaceElem: { zh: '[表情]', en: '[Face]' },
  TIMImageElem: { zh: '[图片]', en: '[Image]' },
  TIMSoundElem: { zh: '[语音]', en: '[Voice]' },
  TIMVideoFileElem: { zh: '[视频]', en: '[Video]' },
  TIMFileElem: { zh: '[文件]', en: '[File]' },
  TIMRelayElem: { zh: '[聊天记录]', en: '[Chat history]' },
}
const MESSAGE = { zh: '[消息]', en: '[Message]' } as const
/** Phones show less. */
const MOST_CHARS = 1_024

/** What a phone shows of a message (PSH4): the texts of its elements, with nothing in between. */
export function textOf(body: MsgBody, language: PushLanguage): string {
  const text = body.map((element) => elementText(element, language)).join('')
  return shortened(text === '' ? MESSAGE[language] : text)
}

function elementText(element: MsgBody[number], language: PushLanguage): string {
  switch (element.MsgType) {
    case 'TIMTextElem':
      return element.MsgContent.Text
    case 'TIMCustomElem':
      return element.MsgContent.Desc ?? ''
    default:
      return (WORDS[element.MsgType] ?? MESSAGE)[language]
  }
}

function shortened(text: string): string {
  if (text.length <= MOST_CHARS) return text
  // Half a character is none; and a piece of a string would hold the whole of it in memory.
  const piece = text.slice(0, MOST_CHARS - 1).replace(/[\uD800-\uDBFF]$/, '')
  return Buffer.from(`${piece}…`).toString()
}

/** What is shown of a message, and what goes with it. Absent: as the gateway likes. */
export interface Content {
  readonly title: string | undefined
  readonly text: string
  readonly ext: string | undefined
  readonly android: object | undefined
  readonly apns: Readonly<Record<string, unknown>> | undefined
}

/** OfflinePushInfo stands over what a custom element says about its push. */
export function contentOf(
  { body, offlinePush }: Pick<WireMessage, 'body' | 'offlinePush'>,
  language: PushLanguage,
): Content {
  const custom = body.find((element) => element.MsgType === 'TIMCustomElem')?.MsgContent as
    | { readonly Ext?: string; readonly Sound?: string }
    | undefined
  if (offlinePush !== undefined) {
    const { Title, Desc, Ext, AndroidInfo, ApnsInfo } = offlinePush
    return { title: Title, text: Desc ?? textOf(body, language), ext: Ext, android: AndroidInfo, apns: ApnsInfo }
  }
  const apns = custom?.Sound ? { Sound: custom.Sound } : undefined
  return { title: undefined, text: textOf(body, language), ext: custom?.Ext, android: undefined, apns }
}
