import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Stage } from './stage.ts'

const PushId = Type.String({ minLength: 1, maxLength: 2_048 })
const Said = {
  PushPlatform: Type.Optional(Type.Integer({ minimum: 0, maximum: 8 })),
  ErrCode: Type.Optional(Type.Integer({ minimum: 0, maximum: 0x7fff_ffff })),
  ErrInfo: Type.Optional(Type.String()),
}
const Result = Type.Object({ PushId, Result: Type.Enum(['sent', 'failed', 'unregistered']), ...Said })
const Answer = Type.Object({ Results: Type.Array(Type.Unknown(), { maxItems: 1_000 }) })

/** Reports of one request. */
const MOST_REPORTS = 200
/** What a gateway reports later. */
export type Reports = Static<typeof Reports>
export const Reports = Type.Object({
  Reports: Type.Array(Type.Object({ PushId, PushStage: Type.Integer({ minimum: 1, maximum: 3 }), ...Said }), {
    minItems: 1,
    maxItems: MOST_REPORTS,
  }),
})

const MOST_INFO_CHARS = 512
/** Of a gateway that gives none (own choice: the service that this stands in for says nothing of its own). */
const ERR_CODE = { failed: 1, unregistered: 2 } as const

export type Outcome = 'sent' | 'failed' | 'unregistered'

interface Said {
  readonly PushPlatform?: number | undefined
  readonly ErrCode?: number | undefined
  readonly ErrInfo?: string | undefined
}

let validators: { answer: ReturnType<typeof Compile>; result: ReturnType<typeof Compile> } | undefined

/**
 * What a gateway answered, by PushId. Who is not named was taken by the gateway, which reports later; what cannot be read says nothing
 * of anybody.
 */
export function readAnswer(text: string): ReadonlyMap<string, { readonly outcome: Outcome; readonly stage: Stage }> {
  // Made when it is needed: it would make every start slower.
  validators ??= { answer: Compile(Answer), result: Compile(Result) }
  const found = new Map<string, { outcome: Outcome; stage: Stage }>()
  const value = parsed(text)
  if (!validators.answer.Check(value)) return found
  for (const one of (value as { Results: unknown[] }).Results) {
    if (!validators.result.Check(one)) continue
    const { PushId: id, Result: outcome, ...said } = one as { PushId: string; Result: Outcome } & Said
    found.set(id, { outcome, stage: stageOf(1, said, outcome === 'sent' ? 0 : ERR_CODE[outcome]) })
  }
  return found
}

/** @param code of who gives none */
export function stageOf(stage: number, { PushPlatform, ErrCode, ErrInfo }: Said, code = 0): Stage {
  return {
    stage,
    platform: PushPlatform ?? 0,
    errCode: ErrCode || code,
    errInfo: (ErrInfo ?? '').slice(0, MOST_INFO_CHARS).toWellFormed(),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
