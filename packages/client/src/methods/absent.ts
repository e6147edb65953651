import { clientError } from '../errors.ts'

/** Methods of the official SDK for which the server has no part yet, and what that would be. */
export const ABSENT = {
  translateText: 'translation',
  convertVoiceToText: 'speech recognition',
  searchCloudMessages: 'search',
  searchCloudUsers: 'search',
  searchCloudGroups: 'search',
  searchCloudGroupMembers: 'search',
  setAllReceiveMessageOpt: 'quiet hours',
  getAllReceiveMessageOpt: 'quiet hours',
  markGroupMemberList: 'marks of members',
} as const

export type AbsentName = keyof typeof ABSENT

/** Each rejects with 3122 and changes nothing. */
export type AbsentMethods = { readonly [N in AbsentName]: (...options: readonly unknown[]) => Promise<never> }

/** The methods of the table. */
export function absentMethods(): AbsentMethods {
  const methods = Object.entries(ABSENT).map(([name, what]) => {
    const text = `${name} needs ${what}, which this server does not have. See docs/reference/sdk-coverage.md.`
    return [name, async () => Promise.reject(clientError('NOT_AVAILABLE', text))]
  })
  return Object.fromEntries(methods) as AbsentMethods
}
