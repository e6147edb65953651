import { type Static, Type } from 'typebox'

/** A text. Push text is the text itself. */
export const TextElement = Type.Object({
  MsgType: Type.Literal('TIMTextElem'),
  MsgContent: Type.Object({ Text: Type.String() }),
})

/** Application-defined data. `Desc` is the push text, `Data` is never pushed. */
export const CustomElement = Type.Object({
  MsgType: Type.Literal('TIMCustomElem'),
  MsgContent: Type.Object({
    Data: Type.Optional(Type.String()),
    Desc: Type.Optional(Type.String()),
    Ext: Type.Optional(Type.String()),
    Sound: Type.Optional(Type.String()),
  }),
})

export const Element = Type.Union([TextElement, CustomElement])
export type Element = Static<typeof Element>

/** The elements of one message, in order. */
export const MsgBody = Type.Array(Element, { minItems: 1, maxItems: 32 })
export type MsgBody = Static<typeof MsgBody>

/** Largest message (MsgBody plus CloudCustomData as UTF-8 JSON) in bytes, unless the application says otherwise. */
export const MAX_MESSAGE_BYTES = 12 * 1024
