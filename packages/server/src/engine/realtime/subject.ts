/** Names on the bus. A node listens to a subject while somebody on it should hear what is said there. */

/** All sessions of one user. */
export const userSubject = (sdkAppId: number, userId: string): string => `u.${sdkAppId}.${userId}`

/** Everybody who is online in one group. */
export const groupSubject = (sdkAppId: number, groupId: string): string => `g.${sdkAppId}.${groupId}`
