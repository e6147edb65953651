import { randomBytes } from 'node:crypto'

/** Makes ids that sort by age, also when the clock goes back while the program runs. */
export type MakeItemId = () => string

/** Within a millisecond ids are counted; the random end keeps those of two programs apart. */
export function itemIds(now: () => number): MakeItemId {
  let last = 0
  return () => {
    last = Math.max(last + 1, Math.floor(now()) * 1000)
    return `${last.toString(36).padStart(11, '0')}${randomBytes(5).toString('hex')}`
  }
}
