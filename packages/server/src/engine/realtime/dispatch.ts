import { randomUUID } from 'node:crypto'
import { bodyShapeProblem } from '@signet/protocol/body-shape'
import { CLOSE, LIMITS, type RequestFrame, type WireError } from '@signet/protocol/realtime/frames'
import type { Op } from '@signet/protocol/realtime/ops/op'
import { OPS, type OpInput, type OpName, type OpOutput } from '@signet/protocol/realtime/requests'
import { Compile, type Validator } from 'typebox/compile'
import { Failure, fail } from '../failure.ts'
import { outgoing } from './frame.ts'
import { type Prune, pruneBy } from './known-fields.ts'
import { charge, take } from './limiter.ts'
import type { Session } from './session.ts'

/** A reply that is JSON text already: what is stored as text is not parsed only to be written again. */
export class RawJson {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Answer<N extends OpName> = OpOutput<N> | RawJson
export type Handler<N extends OpName> = (session: Session, data: OpInput<N>) => Answer<N> | Promise<Answer<N>>
/** One handler per operation of the protocol: a missing one does not compile. */
export type Handlers = { readonly [N in OpName]: Handler<N> }

/** Hears about the outcome of every request: for metrics and the log. */
export interface DispatchObserver {
  done(op: OpName | 'unknown', ms: number, errorName: string | undefined): void
  crashed(error: unknown, reference: string, op: string): void
}

/** Requests of one session per second, and how many it may save up. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
  now(): number
}

/** What the data of an operation has to pass. */
interface Door {
  readonly validator: Validator
  readonly prune: Prune
}

/** Requests of all sessions that wait for an answer, in characters of their frames: more are turned away (CHK47). */
const MOST_UNDER_WAY = 64 * 1024 * 1024
const BUSY_RETRY_MS = 1000
/** Of an answer that may be long, in requests. */
const PAGE_COST = 3

/** Reads one text frame. @throws Failure FRAME_MALFORMED */
export function readFrame(text: string): RequestFrame {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw fail('FRAME_MALFORMED', 'The frame is not JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fail('FRAME_MALFORMED', 'The frame is not a JSON object.')
  }
  const { id, op } = value as Record<string, unknown>
  if (!Number.isSafeInteger(id) || (id as number) < 1) throw fail('FRAME_MALFORMED', '`id` must be a positive integer.')
  if (typeof op !== 'string') throw fail('FRAME_MALFORMED', '`op` must be a string.')
  return value as RequestFrame
}

/** The id of a frame that could not be read as a request, so that its sender can still be told. */
function idOf(text: string): number {
  const found = /^\s*\{\s*"id"\s*:\s*(\d{1,15})\b/.exec(text.slice(0, 64))
  return found === null ? 0 : Number(found[1])
}

/** Builds the function that answers frames: parse, validate, authorize, call the handler, render its outcome. */
export function createDispatch(handlers: Handlers, observer: DispatchObserver, rate: Rate) {
  const doors = new Map<string, Door>()
  /** Compiled when first needed: all of them at the start cost 0.1 s and 13 MB (`npm run bench -- start`). */
  const doorOf = (op: string): Door | undefined => {
    const known = doors.get(op)
    if (known !== undefined || !Object.hasOwn(OPS, op)) return known
    const { input } = OPS[op as OpName] as Op
    const made = { validator: Compile(input), prune: pruneBy(input) }
    doors.set(op, made)
    return made
  }
  let underWay = 0

  const refuse = (session: Session, id: number, op: string, startedAt: number, error: unknown): void => {
    let failure: Failure
    if (error instanceof Failure) {
      failure = error
    } else {
      const reference = randomUUID()
      observer.crashed(error, reference, op)
      failure = fail('INTERNAL', `Something went wrong in the server. Reference: ${reference}`)
    }
    observer.done(Object.hasOwn(OPS, op) ? (op as OpName) : 'unknown', performance.now() - startedAt, failure.errorName)
    session.send(outgoing(`{"type":"fail","id":${id},"error":${JSON.stringify(wireError(failure))}}`))
  }

  const answer = (session: Session, id: number, op: OpName, startedAt: number, result: unknown): void => {
    observer.done(op, performance.now() - startedAt, undefined)
    const data = result instanceof RawJson ? result.text : JSON.stringify(result)
    session.send(outgoing(`{"type":"ok","id":${id},"data":${data}}`))
  }

  /** Parses, validates and authorizes. @throws Failure */
  const admit = (session: Session, frame: RequestFrame): unknown => {
    const door = doorOf(frame.op)
    if (door === undefined) throw fail('UNKNOWN_OP', `There is no operation ${JSON.stringify(frame.op.slice(0, 32))}.`)
    // The one door of the socket (SES1): without a verified identity nothing is answered but what says so.
    if (session.state.kind !== 'live' && !opensWithoutLogin(session, frame.op as OpName)) throw fail('NOT_LOGGED_IN')
    const data = frame.data ?? {}
    if (door.validator.Check(data)) return door.prune(data as object)
    throw fail(frame.op === 'send' ? 'MESSAGE_INVALID' : 'BAD_PARAMETER', firstProblem(door.validator, data))
  }

  const settle = (
    session: Session,
    { id, op }: RequestFrame,
    size: number,
    startedAt: number,
    result: Promise<unknown>,
  ): void => {
    const reserve = (OPS[op as OpName] as Op).paged ? LIMITS.pageChars : 0
    session.begin(reserve)
    underWay += size
    const settled = (): void => {
      underWay -= size
      session.done(reserve)
    }
    result.then(
      (value) => {
        answer(session, id, op as OpName, startedAt, value)
        settled()
      },
      (error: unknown) => {
        refuse(session, id, op, startedAt, error)
        settled()
      },
    )
  }

  return function dispatch(session: Session, text: string): void {
    const startedAt = performance.now()
    let frame: RequestFrame
    try {
      const wait = take(session, rate.now(), rate.perSecond, rate.burst)
      if (wait > 0) throw tooFrequent(session, rate.burst, wait)
      // It was quiet for long enough to save up everything again: what it was refused is forgotten.
      if (session.tokens >= rate.burst - 1) session.refused = 0
      if (underWay > MOST_UNDER_WAY) throw fail('OVERLOADED', undefined, BUSY_RETRY_MS)
      frame = readFrame(text)
    } catch (error) {
      refuse(session, idOf(text), 'unknown', startedAt, error)
      return
    }
    const op = frame.op as OpName
    try {
      const data = admit(session, frame)
      charge(session, costOf(op) - 1, rate.burst)
      const result = (handlers[op] as Handler<OpName>)(session, data as never)
      if (result instanceof Promise) settle(session, frame, text.length, startedAt, result)
      else answer(session, frame.id, op, startedAt, result)
    } catch (error) {
      refuse(session, frame.id, op, startedAt, error)
    }
  }
}

/** A page of history is work for many signals. */
function costOf(op: OpName): number {
  const { cost, paged } = OPS[op] as Op
  return cost ?? (paged ? PAGE_COST : 1)
}

function opensWithoutLogin({ state }: Session, op: OpName): boolean {
  const { door } = OPS[op] as Op
  return door === 'anybody' || (door === 'watchers' && state.kind === 'watching')
}

/** A client that goes on while it is refused is closed (SES9). */
function tooFrequent(session: Session, burst: number, wait: number): Failure {
  session.refused++
  if (session.refused > burst) session.close(CLOSE.abuse, 'too many requests')
  return fail('TOO_FREQUENT', undefined, wait)
}

export function wireError(failure: Failure): WireError {
  return {
    code: failure.code,
    name: failure.errorName,
    message: failure.message,
    ...(failure.row.retryable ? { retryable: true as const } : {}),
    ...(failure.retryAfter === undefined ? {} : { retryAfter: failure.retryAfter }),
  }
}

function firstProblem(validator: Validator, data: unknown): string {
  const { body } = data as { body?: unknown }
  const problem = body === undefined ? undefined : bodyShapeProblem(body)
  if (problem !== undefined) return problem.slice(0, 200)
  for (const problem of validator.Errors(data)) return `${problem.instancePath || '/'} ${problem.message}`.slice(0, 200)
  return 'The data does not fit the operation.'
}
