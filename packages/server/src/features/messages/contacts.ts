import type { Database } from '../../engine/storage/database.ts'
import { c2cTimeline } from './rules.ts'
import { type Contact, contactsNamed, listContacts, type MessageTables } from './store.ts'
import type { Self } from './view.ts'

/** A private conversation of a user, with the key of its log. */
export interface C2cContact extends Contact {
  readonly timeline: string
}

export interface ContactParts {
  readonly db: Database<MessageTables>
}

/** Whom a user has a conversation with, behind a UserID, in the order of their ids. */
export async function contactPage(
  { db }: ContactParts,
  self: Self,
  after: string,
  limit: number,
): Promise<C2cContact[]> {
  return withTimelines(self, await listContacts(db, self.sdkAppId, self.userId, after, limit))
}

/** Those of these whom a user has a conversation with. */
export async function contactsWith({ db }: ContactParts, self: Self, peers: readonly string[]): Promise<C2cContact[]> {
  return withTimelines(self, await contactsNamed(db, self.sdkAppId, self.userId, peers))
}

const withTimelines = ({ sdkAppId, userId }: Self, contacts: readonly Contact[]): C2cContact[] =>
  contacts.map((contact) => ({ ...contact, timeline: c2cTimeline(sdkAppId, userId, contact.peer) }))
