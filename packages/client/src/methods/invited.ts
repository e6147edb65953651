import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { Core } from '../core.ts'

/** Users of one request. */
const MOST_INVITED = 300

/** Brings users into a group, as many as there are. */
export async function invited(
  core: Core,
  groupId: string,
  userIds: readonly string[],
): Promise<OpOutput<'group.invite'>['results']> {
  const results: OpOutput<'group.invite'>['results'] = []
  for (let from = 0; from < userIds.length; from += MOST_INVITED) {
    const page = userIds.slice(from, from + MOST_INVITED)
    results.push(...(await core.ask('group.invite', { groupId, userIds: page })).results)
  }
  return results
}
