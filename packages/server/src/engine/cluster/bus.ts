/**
 * How nodes reach each other. Routing only, never the source of truth. Engines: `in-process.ts` (later `nats.ts`).
 *
 * BUS1 What is published to a subject reaches every current subscriber of exactly that subject, the publisher's own node included.
 * BUS2 Messages of one publisher to one subject arrive in the order published.
 * BUS3 After `unsubscribe` returned, the handler is not called again.
 * BUS4 A handler that throws harms neither the publisher nor the other handlers.
 * BUS5 A request reaches who a message would reach, and is answered with what each of them replied while it was called. Where nobody
 *      subscribes, or nobody replies, the answer is empty.
 */
export interface Bus {
  /** There is no other node: what subscribes here is all that there is. */
  readonly isAlone: boolean
  publish(subject: string, payload: string): void
  /** Asks everybody who subscribes. Answers within about `waitMs`, sooner when nobody is missing; in no order. */
  request(subject: string, payload: string, waitMs: number): Promise<string[]>
  /** @returns the function that ends the subscription */
  subscribe(subject: string, handler: BusHandler): () => void
  close(): Promise<void>
}

/** `reply` is there when an answer is waited for; only a reply during the call counts. */
export type BusHandler = (payload: string, reply?: (answer: string) => void) => void
