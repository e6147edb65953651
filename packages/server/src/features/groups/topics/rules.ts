/** Topics of communities: names and limits. No I/O. Numbers are those of docs/rules.md. */
import type { Problem } from '../limits.ts'

/** Parts the id of a topic from that of its community before it; no id of a group can hold it. */
const MARK = '@TOPIC#_'

export const isTopicId = (id: string): boolean => id.includes(MARK)

/** The community of a topic; a group is its own. */
export function communityOf(id: string): string {
  const at = id.indexOf(MARK)
  return at < 0 ? id : id.slice(0, at)
}

/** Topics of one community. */
export const MOST_TOPICS = 1_000
/** Of the text that apps keep beside a topic, bytes. */
export const TOPIC_CUSTOM_BYTES = 3_000

/** What the server makes. */
export const madeTopicId = (groupId: string, random: string): string => `${groupId}${MARK}@TOPIC#c${random}`

/** TOP1: an id that a maker chose: that of the community, the mark, and something of their own; at most 96 bytes of printable ASCII. */
export function topicIdProblem(groupId: string, topicId: string): Problem | undefined {
  const own = topicId.startsWith(`${groupId}${MARK}`) ? topicId.slice(groupId.length + MARK.length) : ''
  if (own !== '' && /^[\x20-\x7e]{1,96}$/.test(topicId) && !own.includes('@TOPIC#')) return undefined
  return {
    error: 'GROUP_ID_INVALID',
    detail: `The id of a topic is ${groupId}${MARK} and at least one character more.`,
  }
}
