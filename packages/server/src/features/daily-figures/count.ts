/** What other features tell anyway, counted on its way. */
import type { FriendHooks } from '../friends/hooks.ts'
import type { GroupHooks } from '../groups/hooks.ts'
import type { StateChange } from '../sessions/state-change.ts'
import type { Daily } from './daily.ts'

/** Counts logins. */
export const countingLogins =
  (daily: Pick<Daily, 'add' | 'saw'>, tell: (change: StateChange) => void) =>
  (change: StateChange): void => {
    if (change.action === 'Login') {
      daily.add(change.sdkAppId, 'logins')
      daily.saw(change.sdkAppId, ['active', 'loggedIn'], change.userId)
    }
    tell(change)
  }

/** Counts friendships that begin and end: each once, whether it stands on one list or on two. */
export const countingFriends = (daily: Pick<Daily, 'add'>, hooks: FriendHooks): FriendHooks => ({
  ...hooks,
  async open(me) {
    const { write, committed } = await hooks.open(me)
    let [added, removed] = [0, 0]
    return {
      async write(trx, events) {
        for (const { kind, pairs } of events) {
          const count = new Set(pairs.map(({ from, to }) => [from, to].sort().join('\0'))).size
          if (kind === 'added') added += count
          else if (kind === 'deleted') removed += count
        }
        await write(trx, events)
      },
      committed() {
        if (added > 0) daily.add(me.sdkAppId, 'friendsAdded', added)
        if (removed > 0) daily.add(me.sdkAppId, 'friendsRemoved', removed)
        committed()
      },
    }
  },
})

/** Counts groups that are made and dissolved, and who comes and goes. */
export const countingGroups = (daily: Pick<Daily, 'add'>, hooks: GroupHooks): GroupHooks => ({
  ...hooks,
  happened(asker, group, event, facts) {
    const { sdkAppId } = asker
    if (event.kind === 'created') daily.add(sdkAppId, 'groupsMade')
    else if (event.kind === 'dissolved') daily.add(sdkAppId, 'groupsDissolved')
    else if (event.kind === 'memberJoined') daily.add(sdkAppId, 'groupJoins', event.members.length)
    else if (event.kind === 'memberQuit' || event.kind === 'memberKicked') {
      daily.add(sdkAppId, 'groupQuits', event.members.length)
    }
    hooks.happened(asker, group, event, facts)
  },
})
