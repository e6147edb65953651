import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { bodyShapeProblem } from './body-shape.ts'
import { MsgBody } from './message.ts'

const validator = Compile(MsgBody)
const text = { MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } }
const merged = (...bodies: unknown[]) => ({
  MsgType: 'TIMRelayElem',
  MsgContent: {
    Title: 'Chat of Alice and Bob',
    CompatibleText: 'merged',
    MsgList: bodies.map((body) => ({ From_Account: 'alice', MsgBody: body })),
  },
})
const deep = (levels: number): unknown => (levels === 0 ? text : merged([deep(levels - 1)]))
const image = (...infos: unknown[]) => ({ MsgType: 'TIMImageElem', MsgContent: { UUID: 'u', ImageInfoArray: infos } })

const GOOD: [string, unknown][] = [
  ['text', text],
  ['custom', { MsgType: 'TIMCustomElem', MsgContent: {} }],
  ['location', { MsgType: 'TIMLocationElem', MsgContent: { Latitude: -90, Longitude: 180 } }],
  ['face', { MsgType: 'TIMFaceElem', MsgContent: { Index: 1, Data: 'd' } }],
  [
    'sound',
    { MsgType: 'TIMSoundElem', MsgContent: { UUID: 'u', Url: 'https://x', Size: 1, Second: 2, Download_Flag: 2 } },
  ],
  ['image', image({ Type: 1, URL: 'https://x', Size: 1, Width: 2, Height: 3 })],
  ['file', { MsgType: 'TIMFileElem', MsgContent: { UUID: 'u', FileName: 'a.pdf', FileSize: 5 } }],
  ['video', { MsgType: 'TIMVideoFileElem', MsgContent: { VideoUUID: 'u', VideoSecond: 9, ThumbUUID: 't' } }],
  ['a merged message three deep', deep(3)],
]
const BAD: [string, unknown, string][] = [
  ['no object', 1, '/body/0/MsgType'],
  ['null', null, '/body/0/MsgType'],
  ['an unknown type', { MsgType: 'TIMNothingElem', MsgContent: {} }, '/body/0/MsgType'],
  ['a type of every object', { MsgType: '__proto__', MsgContent: {} }, '/body/0/MsgType'],
  ['a tip, which only the server makes', { MsgType: 'TIMGroupTipElem', MsgContent: {} }, '/body/0/MsgType'],
  ['a text without text', { MsgType: 'TIMTextElem', MsgContent: {} }, '/body/0/MsgContent'],
  [
    'a place beyond the pole',
    { MsgType: 'TIMLocationElem', MsgContent: { Latitude: 91, Longitude: 0 } },
    '/body/0/MsgContent/Latitude',
  ],
  ['a face without an integer', { MsgType: 'TIMFaceElem', MsgContent: { Index: 1.5 } }, '/body/0/MsgContent/Index'],
  [
    'a file of a negative size',
    { MsgType: 'TIMFileElem', MsgContent: { UUID: 'u', FileSize: -1 } },
    '/body/0/MsgContent/FileSize',
  ],
  ['an image without a picture', image(), '/body/0/MsgContent/ImageInfoArray'],
  ['an image of a fourth size', image({ Type: 4, URL: 'u' }), '/body/0/MsgContent/ImageInfoArray/0/Type'],
  ['a merged message four deep', deep(4), 'more than 3 deep'],
  ['a merged message of nothing', merged(), '/body/0/MsgContent/MsgList'],
  ['a merged message with a bad one', merged([text], [{}]), '/body/0/MsgContent/MsgList/1/MsgBody/0/MsgType'],
  ['a merged message of 301', merged(...Array(301).fill([text])), '/body/0/MsgContent/MsgList'],
]

test.each(GOOD)('[MSG6] %s is an element', (_, element) => {
  expect(bodyShapeProblem([element])).toBeUndefined()
  expect(validator.Check([element])).toBe(true)
})

test.each(BAD)('[MSG6] %s is refused with its place', (_, element, place) => {
  expect(bodyShapeProblem([element])).toContain(place)
  expect(validator.Check([element])).toBe(false)
})

test('[MSG6] the explanation and the schema agree about every body', () => {
  const element = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...GOOD.map(([, good]) => good)) },
    { weight: 1, arbitrary: fc.constantFrom(...BAD.map(([, bad]) => bad)) },
    { weight: 1, arbitrary: fc.anything() },
  )
  const body = fc.oneof(fc.array(element, { maxLength: 34 }), fc.anything())
  fc.assert(
    fc.property(body, (value) => {
      expect(bodyShapeProblem(value) === undefined).toBe(validator.Check(value))
    }),
  )
})

test('[CHK21] an unknown type, 10,000 elements, and merged messages 100 deep or in crowds are refused in less than 5 ms', () => {
  const crowd = merged(...Array.from({ length: 300 }, () => [text, text, text]), [{ MsgType: 'x' }])
  const late = merged(...Array.from({ length: 299 }, () => [text, text, text]), [{ MsgType: 'x' }])
  const bodies = [
    [{ MsgType: 'TIMNothingElem', MsgContent: {} }],
    Array.from({ length: 10_000 }, () => text),
    Array.from({ length: 10_000 }, () => ({})),
    [deep(100)],
    [crowd],
    [late],
  ]
  for (const body of bodies) {
    const frame = JSON.stringify(body)
    // The best of some runs: what else this machine does meanwhile is not what is measured.
    const runs = Array.from({ length: 20 }, () => {
      const value = JSON.parse(frame)
      const started = performance.now()
      expect(validator.Check(value)).toBe(false)
      expect(bodyShapeProblem(value)).toBeDefined()
      return performance.now() - started
    })
    expect(Math.min(...runs)).toBeLessThan(5)
  }
})
