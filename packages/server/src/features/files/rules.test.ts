import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupTimeline } from '../groups/rules.ts'
import { c2cTimeline } from '../messages/rules.ts'
import {
  blobKey,
  cleanName,
  filesOf,
  fits,
  groupIdOfConversation,
  imageFormatOf,
  isImage,
  isPlain,
  placesOf,
  typeOf,
} from './rules.ts'

const id = (n: number): string => `f-n5x1-${String(n).padStart(32, '0')}`

describe('the files of a message', () => {
  it('[FILE3] are those that its elements name, each once, also in merged messages and beside a video', () => {
    const body = [
      { MsgType: 'TIMTextElem', MsgContent: { Text: id(9), UUID: id(9) } },
      { MsgType: 'TIMImageElem', MsgContent: { UUID: id(1), ImageInfoArray: [] } },
      { MsgType: 'TIMVideoFileElem', MsgContent: { VideoUUID: id(2), ThumbUUID: id(3) } },
      { MsgType: 'TIMSoundElem', MsgContent: { UUID: id(1) } },
      {
        MsgType: 'TIMRelayElem',
        MsgContent: {
          MsgList: [
            { MsgBody: [{ MsgType: 'TIMFileElem', MsgContent: { UUID: id(4) } }] },
            {
              MsgBody: [
                {
                  MsgType: 'TIMRelayElem',
                  MsgContent: { MsgList: [{ MsgBody: [{ MsgType: 'TIMFileElem', MsgContent: { UUID: id(5) } }] }] },
                },
              ],
            },
          ],
        },
      },
    ]
    expect([...filesOf(body)].sort()).toEqual([id(1), id(2), id(3), id(4), id(5)])
  })

  it('are none where the ids are those of other systems, and in a merged message that is fetched later', () => {
    expect(filesOf([{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } }])).toEqual([])
    expect(filesOf([{ MsgType: 'TIMFileElem', MsgContent: { UUID: 'd41d8cd98f00b204e9800998ecf8427e' } }])).toEqual([])
    expect(filesOf([{ MsgType: 'TIMRelayElem', MsgContent: { JsonMsgKey: 'k' } }])).toEqual([])
  })

  it('[FILE3] are for the two of a private conversation, or for the members of a group or topic', () => {
    expect(placesOf(c2cTimeline(7, 'bob', 'alice'))).toEqual([
      { kind: 'user', id: 'alice' },
      { kind: 'user', id: 'bob' },
    ])
    expect(placesOf(c2cTimeline(7, 'bob', 'bob'))).toEqual([{ kind: 'user', id: 'bob' }])
    expect(placesOf(groupTimeline(7, '@TGS#1'))).toEqual([{ kind: 'group', id: '@TGS#1' }])
    expect(placesOf(groupTimeline(7, '@TGS#_1@TOPIC#_2'))).toEqual([{ kind: 'group', id: '@TGS#_1@TOPIC#_2' }])
    expect(placesOf('7\x1fOTHER\x1fx')).toEqual([])
    expect(groupIdOfConversation('GROUP@TGS#_1@TOPIC#_2')).toBe('@TGS#_1@TOPIC#_2')
    expect(groupIdOfConversation('C2Cbob')).toBeUndefined()
  })
})

describe('[FILE5] a type', () => {
  it.each(['image/svg+xml', 'text/html', 'application/xml', 'application/pdf', 'text/javascript', 'application/zip'])(
    '%s is never shown in place',
    (type) => {
      expect(isPlain(typeOf(type))).toBe(false)
    },
  )

  it('is one of few names, without parameters', () => {
    expect(typeOf('audio/ogg; codecs=opus')).toBe('audio/ogg')
    expect(typeOf('audio/x-m4a')).toBe('audio/mp4')
    expect(typeOf(undefined)).toBe('application/octet-stream')
    expect(isPlain(typeOf('video/mp4'))).toBe(true)
    expect(isImage(typeOf('video/mp4'))).toBe(false)
    expect(isImage('image/png')).toBe(true)
    expect([imageFormatOf('image/jpeg'), imageFormatOf('image/webp')]).toEqual([1, 255])
  })
})

describe('[FILE6] a name', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\evil.exe', 'evil.exe'],
    ['a\r\nSet-Cookie: x.png', 'aSet-Cookie: x.png'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['..', 'file'],
    ['/', 'file'],
    [' \u0000 ', 'file'],
    ['报告 (1).pdf', '报告 (1).pdf'],
  ])('%j is kept as %j', (name, kept) => {
    expect(cleanName(name)).toBe(kept)
  })

  it('is a name of one file, whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const kept = cleanName(name)
        expect(kept).not.toMatch(/[/\\\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
        expect(['', '.', '..']).not.toContain(kept)
        expect(kept.isWellFormed()).toBe(true)
        expect(cleanName(kept)).toBe(kept)
      }),
    )
  })
})

it('[FILE7] what fills the room exactly fits, one byte more does not', () => {
  expect(fits(10, { used: 90, quota: 100 })).toBe(true)
  expect(fits(11, { used: 90, quota: 100 })).toBe(false)
})

it('[FILE2] the place of some bytes is another one for another application and for each size', () => {
  const sha = 'ab'.repeat(32)
  expect(blobKey(7, sha)).toBe(`7/ab/${sha}`)
  expect(new Set([blobKey(7, sha), blobKey(8, sha), blobKey(7, sha, 2), blobKey(7, sha, 3)]).size).toBe(4)
})
