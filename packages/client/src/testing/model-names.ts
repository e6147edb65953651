const GROUP = 'GROUP'

/** The log of a private conversation: the same for both. */
export const pair = (a: string, b: string): string => [a, b].sort().join('|')

/** The log of a conversation, as `me` calls it. */
export const logOf = (me: string, conversation: string): string =>
  conversation.startsWith(GROUP) ? conversation : pair(me, conversation.slice(3))

/** What a user calls the conversation of a log. */
export function calledBy(user: string, log: string): string {
  if (log.startsWith(GROUP)) return log
  const [first = '', second = ''] = log.split('|')
  return `C2C${first === user ? second : first}`
}

/** The group of a log, or nothing for that of two people. */
export const groupOfLog = (log: string): string | undefined =>
  log.startsWith(GROUP) ? log.slice(GROUP.length) : undefined

export const logOfGroup = (groupId: string): string => `${GROUP}${groupId}`
