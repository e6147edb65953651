import { isUserID } from '../sign-in/cast.ts'

/** UserIDs as people type a list of them. What is none is left out. */
export const userIDsOf = (text: string): string[] => [
  ...new Set(text.split(/[\s,;，；、]+/).filter((part) => part !== '' && isUserID(part))),
]
