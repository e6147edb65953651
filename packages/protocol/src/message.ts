import { type Static, type TSchema, Type } from 'typebox'
import {
  CustomElement,
  FaceElement,
  FileElement,
  ImageElement,
  LocationElement,
  mergedList,
  relayElement,
  SoundElement,
  TextElement,
  VideoFileElement,
} from './element.ts'

/** Elements that hold no other messages. */
export const LEAVES = [
  TextElement,
  CustomElement,
  LocationElement,
  FaceElement,
  SoundElement,
  ImageElement,
  FileElement,
  VideoFileElement,
] as const

const elements = <E extends TSchema>(element: E) => Type.Array(element, { minItems: 1, maxItems: 32 })

// Merged messages hold merged messages three deep: each level is spelled out, so that nothing deeper is ever looked at.
const Inner3 = Type.Union([...LEAVES])
const Inner2 = Type.Union([...LEAVES, relayElement(elements(Inner3))])
const Inner1 = Type.Union([...LEAVES, relayElement(elements(Inner2))])

/** One part of a message that a client or a backend can send. */
export const Element = Type.Union([...LEAVES, relayElement(elements(Inner1))])
export type Element = Static<typeof Element>

/** What a merged message lists, when it is kept apart from it. */
export const MergedList = mergedList(elements(Inner1))
export type MergedList = Static<typeof MergedList>

/** The elements of one message, in order. */
export const MsgBody = elements(Element)
export type MsgBody = Static<typeof MsgBody>

/** Largest message (MsgBody plus CloudCustomData as UTF-8 JSON) in bytes, unless the application says otherwise. */
export const MAX_MESSAGE_BYTES = 12 * 1024
