/** Decisions about official accounts: no I/O, no clock. Numbers are those of docs/rules.md. */
import { isUserId } from '@signet/protocol/ids'

/** Official accounts of one application. */
export const MOST_OFFICIAL = 1_000
/** Subscribers of one account where nobody says otherwise. */
export const SUBSCRIBERS = 100_000

/** How the UserID of an official account begins. */
export const OFFICIAL_PREFIX = '@TOA#_'

export const isOfficialId = (userId: string): boolean =>
  isUserId(userId) && userId.startsWith(OFFICIAL_PREFIX) && userId.length > OFFICIAL_PREFIX.length

/** What is told of one, beside its name and picture, which its profile has. Sizes are bytes. */
export interface OfficialDetails {
  readonly introduction: string
  readonly organization: string
  readonly custom: string
}

const MOST_BYTES = { name: 150, faceUrl: 500, introduction: 400, organization: 500, custom: 3000 } as const
const FIELDS = {
  name: 'Name',
  faceUrl: 'FaceUrl',
  introduction: 'Introduction',
  organization: 'Organization',
  custom: 'CustomString',
} as const

type Field = keyof typeof MOST_BYTES

/** What is wrong with the texts of an official account, or with those of a subscription, in words. */
export function textProblem(texts: { readonly [field in Field]?: string | undefined }): string | undefined {
  if (texts.name === '') return 'Name is empty.'
  for (const [field, most] of Object.entries(MOST_BYTES) as [Field, number][]) {
    const bytes = Buffer.byteLength(texts[field] ?? '')
    if (bytes > most) return `${FIELDS[field]} has ${bytes} bytes; at most ${most}.`
  }
  return undefined
}

/** The log of what an official account sent. Who subscribed has a copy in the conversation with it. */
export const officialTimeline = (sdkAppId: number, userId: string): string => `${sdkAppId}\x1fOFFICIAL\x1f${userId}`
