import { RANKS, type Rank } from '../../engine/realtime/live-batch.ts'

/** Messages of live rooms that not everybody got, by rank; exact, from the start of the process. */
export interface Drops {
  /** The room had too many: nobody got them. */
  readonly cap: number[]
  /** A client read too slowly: one did without. */
  readonly slow: number[]
}

export const createDrops = (): Drops => ({
  cap: new Array<number>(RANKS).fill(0),
  slow: new Array<number>(RANKS).fill(0),
})

export function count(counts: number[], rank: Rank, items = 1): void {
  counts[rank]! += items
}
