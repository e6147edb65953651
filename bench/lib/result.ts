/** What every bench answers; `npm run bench -- <name> --json` prints it on one line. */
export interface Result {
  readonly perSecond: number
  /** CPU time of the process under test, user and system, per 100,000 operations. Steadier than any wall time on a shared machine. */
  readonly cpuSecondsPer100k: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly [more: string]: number | string
}

/** The value below which a share of the samples lies. Sorts in place. */
export function percentile(samples: number[], share: number): number {
  if (samples.length === 0) return Number.NaN
  samples.sort((a, b) => a - b)
  return samples[Math.min(samples.length - 1, Math.floor(samples.length * share))]!
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits))
