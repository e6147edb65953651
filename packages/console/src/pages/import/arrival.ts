/** An import that goes on, or the last one that there was. Times are ms. */
export interface Arrival {
  readonly state: 'running' | 'done' | 'failed'
  readonly sdkAppId?: number
  readonly name?: string
  readonly by: string
  readonly startedAt: number
  readonly rows: number
  readonly records: number
  readonly why?: string
}
