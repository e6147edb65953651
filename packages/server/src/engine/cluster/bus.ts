/**
 * How nodes reach each other. Routing only, never the source of truth. Engines: `in-process.ts` (later `nats.ts`).
 *
 * BUS1 What is published to a subject reaches every current subscriber of exactly that subject, the publisher's own node included.
 * BUS2 Messages of one publisher to one subject arrive in the order published.
 * BUS3 After `unsubscribe` returned, the handler is not called again.
 * BUS4 A handler that throws harms neither the publisher nor the other handlers.
 */
export interface Bus {
  publish(subject: string, payload: string): void
  /** @returns the function that ends the subscription */
  subscribe(subject: string, handler: (payload: string) => void): () => void
  close(): Promise<void>
}
