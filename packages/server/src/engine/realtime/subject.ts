/** Names on the bus. A node listens to a subject while somebody on it should hear what is said there. */

/** All sessions of one user. */
export const userSubject = (sdkAppId: number, userId: string): string => `u.${sdkAppId}.${userId}`

/** Everybody who is online in one group. */
export const groupSubject = (sdkAppId: number, groupId: string): string => `g.${sdkAppId}.${groupId}`

/** A part of what a subject stands for: who ceases to hear the subject ceases to hear its parts. No id holds a tab. */
export const partSubject = (subject: string, part: string): string => `${subject}\t${part}`

/** The subject of which this is a part; itself when it is none. */
export function wholeSubject(subject: string): string {
  const at = subject.indexOf('\t')
  return at < 0 ? subject : subject.slice(0, at)
}
