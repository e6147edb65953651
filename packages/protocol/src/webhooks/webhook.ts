import { type TObject, type TProperties, type TSchema, Type } from 'typebox'

/** How an application says no, and with which codes of its own. */
export interface WebhookRefusal {
  /** What the asker is answered when the application gives no code of its own. */
  readonly code: number
  /** Codes of the application's own that are passed on with its text, first and last. */
  readonly custom: readonly [number, number]
}

interface Described {
  /** One sentence for docs/reference/webhooks.md. */
  readonly title: string
  /** What the server sends. */
  readonly body: TObject
}

/** Told once something has happened; what the application answers is not read. */
export interface AfterWebhook extends Described {
  readonly kind: 'after'
}

/** Asked before something happens; the application may refuse or change it. */
export interface BeforeWebhook extends Described {
  readonly kind: 'before'
  /** What the application may answer beside ActionStatus, ErrorCode and ErrorInfo. */
  readonly answer: TObject
  /** Absent: the answer decides item by item. */
  readonly refusal?: WebhookRefusal
}

export type Webhook = AfterWebhook | BeforeWebhook

/** When it happened, in ms; most bodies have it. */
export const EventTime = Type.Integer({ description: 'When it happened, ms.' })

export const Account = (description: string) => Type.String({ description })
export const Text = (description: string) => Type.String({ description })
export const Count = (description: string) => Type.Integer({ description })
export const Flag = (description: string) => Type.Integer({ minimum: 0, maximum: 1, description })
export const Maybe = <S extends TSchema>(schema: S) => Type.Optional(schema)
export const OneOf = <const V extends string>(values: readonly V[], description: string) =>
  // A union of a list whose length the compiler does not know would be of no type at all.
  Type.Unsafe<V>(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      { description },
    ),
  )

/** `[{Member_Account}]` */
export const Members = (description: string) =>
  Type.Array(Type.Object({ Member_Account: Account('UserID.') }), { description })

/** Elements of a message, as in every other place of the API. */
export const Elements = Type.Array(
  Type.Object({ MsgType: Text('`TIMTextElem` …'), MsgContent: Type.Object({}, { description: 'Its content.' }) }),
  { description: 'Elements of the message, in order.' },
)

/** @example after('Which user logged in or out.', { EventTime, Info: Type.Object({ … }) }) */
export const after = <F extends TProperties>(title: string, fields: F) => ({
  kind: 'after' as const,
  title,
  body: Type.Object(fields),
})

/** @example before('A message is about to be sent.', { … }, { MsgBody: Maybe(Elements) }, { code: 20006, custom: [120001, 130000] }) */
export const before = <F extends TProperties, A extends TProperties>(
  title: string,
  fields: F,
  answer: A,
  refusal?: WebhookRefusal,
) => ({
  kind: 'before' as const,
  title,
  body: Type.Object(fields),
  answer: Type.Object(answer),
  ...(refusal === undefined ? {} : { refusal }),
})
