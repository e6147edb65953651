import type { Bus } from './engine/cluster/bus.ts'
import { fail } from './engine/failure.ts'
import type { Database } from './engine/storage/database.ts'
import type { Accounts } from './features/accounts/create.ts'
import type { ConsoleAudit } from './features/console/audit/log.ts'
import { eraseConversations } from './features/conversations/erase.ts'
import type { ConversationParts } from './features/conversations/parts.ts'
import { disownFiles } from './features/files/disown.ts'
import type { FileTables } from './features/files/store.ts'
import { eraseFollows } from './features/follow/erase.ts'
import type { FollowParts } from './features/follow/parts.ts'
import { eraseFriends } from './features/friends/erase.ts'
import type { FriendParts } from './features/friends/parts.ts'
import type { GlobalMute } from './features/global-mute/global-mute.ts'
import { eraseMemberships } from './features/groups/erase.ts'
import type { GroupParts } from './features/groups/parts.ts'
import type { Traces } from './features/journey/traces.ts'
import { eraseContactsOf } from './features/messages/erase.ts'
import type { MessageTables } from './features/messages/store.ts'
import type { OfficialStore } from './features/official-accounts/store.ts'
import { eraseProfile } from './features/profiles/erase.ts'
import type { ProfileParts } from './features/profiles/parts.ts'
import { eraseLabels, type LabelParts } from './features/push/labels.ts'
import type { RobotStore } from './features/robots/store.ts'
import type { WebhookCalls } from './features/webhooks/calls.ts'

/** What an account is kept in. */
export interface EraseParts {
  readonly db: Database<MessageTables>
  readonly accounts: Accounts
  readonly profiles: ProfileParts
  readonly friends: FriendParts
  readonly follow: FollowParts
  readonly conversations: ConversationParts
  readonly groups: GroupParts
  readonly globalMute: Pick<GlobalMute, 'set'>
  readonly push: Pick<LabelParts, 'store'>
  readonly files: { readonly db: Database<FileTables> }
  readonly robots: Pick<RobotStore, 'remove'>
  readonly officialAccounts: { readonly store: Pick<OfficialStore, 'erase'> }
  readonly consoleAudit: Pick<ConsoleAudit, 'forget'>
  readonly calls: Pick<WebhookCalls, 'forgetAccount'>
  readonly traces: Pick<Traces, 'forgetAccount'>
  readonly bus: Bus
  kick(sdkAppId: number, userId: string): Promise<void>
  endSessions(sdkAppId: number, userId: string): void
}

/** All nodes hear of every account that is gone, so that none goes by whom it remembers to have met. */
export const ERASED = 'erased-accounts'

/**
 * Erases an account and all that is kept about its user (ACC9): sessions end, tickets signed so far stay refused, others lose the user from
 * their lists and groups. What the user wrote stays in the conversations of the others. The account itself goes last: when anything
 * fails, calling it again goes on.
 *
 * @throws Failure ACCOUNT_NOT_FOUND; FORBIDDEN for an administrator of the application
 */
export async function eraseAccount(parts: EraseParts, sdkAppId: number, userId: string): Promise<void> {
  const { administrators } = await parts.accounts.apps.get(sdkAppId)
  if (administrators.includes(userId)) throw fail('FORBIDDEN', 'An account administrator is not deleted.')
  await parts.kick(sdkAppId, userId)
  const self = { sdkAppId, userId }
  await eraseMemberships(parts.groups, sdkAppId, userId)
  await eraseFriends(parts.friends, self)
  await eraseFollows(parts.follow, self)
  await eraseConversations(parts.conversations, self)
  await eraseContactsOf(parts, sdkAppId, userId)
  await eraseProfile(parts.profiles, sdkAppId, userId)
  await parts.globalMute.set(sdkAppId, userId, { c2c: 0, group: 0 })
  await eraseLabels(parts.push, sdkAppId, userId)
  await disownFiles(parts.files, sdkAppId, userId)
  await parts.robots.remove(sdkAppId, userId)
  await parts.officialAccounts.store.erase(sdkAppId, userId)
  await parts.consoleAudit.forget(sdkAppId, userId)
  await parts.accounts.erase(sdkAppId, userId)
  // Until here there was an account: it may have logged in with a newer ticket, or been brought into a group.
  parts.endSessions(sdkAppId, userId)
  await eraseMemberships(parts.groups, sdkAppId, userId)
  parts.calls.forgetAccount(sdkAppId, userId)
  parts.traces.forgetAccount(sdkAppId, userId)
  parts.bus.publish(ERASED, '')
}
