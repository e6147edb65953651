/** Decisions about friendships and the blacklist: no I/O, no clock. Numbers are those of docs/rules.md. */
import type { ErrorName } from '@signet/protocol/errors'
import {
  ADD_TYPE,
  type AddType,
  BLACK_RELATION,
  type BlackRelation,
  FRIEND_LIMITS,
  FRIEND_RELATION,
  type FriendRelation,
} from '@signet/protocol/friend'
import { ALLOW_TYPE, type AllowType } from '@signet/protocol/profile'

/** All that decides about adding a friend. "Peer" is who is to be added. */
export interface AddFacts {
  readonly type: AddType
  /** The backend may leave out the peer's consent and the blacklists. */
  readonly force: boolean
  /** The operator forbids the user to ask others. */
  readonly forbidden: boolean
  readonly allowType: AllowType
  readonly iBlocked: boolean
  readonly blockedMe: boolean
  /** The peer is in my list already. */
  readonly mine: boolean
  /** I am in the peer's list already. */
  readonly theirs: boolean
  /** The peer's own application to me waits. */
  readonly askedByPeer: boolean
  readonly alreadyAsked: boolean
  readonly myFriends: number
  readonly peerFriends: number
  readonly myApplications: number
  readonly peerApplications: number
}

export type AddVerdict =
  | { readonly kind: 'already' }
  | { readonly kind: 'refused'; readonly error: ErrorName }
  /** The peer has to agree first. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'friends'; readonly theirs: boolean }

const refused = (error: ErrorName): AddVerdict => ({ kind: 'refused', error })

/** FRD1: what becomes of a wish to add a friend. */
export function addVerdict(facts: AddFacts): AddVerdict {
  const both = facts.type === ADD_TYPE.both
  // Two people who ask each other have both agreed; so has who keeps me in the own list (FRD3).
  const agreed = facts.askedByPeer || facts.theirs
  if (facts.mine && (facts.theirs || !both)) return { kind: 'already' }
  if (!facts.force) {
    if (facts.forbidden) return refused('FRIEND_ADD_FORBIDDEN')
    if (facts.iBlocked) return refused('FRIEND_BLACKLISTED_BY_ME')
    if (facts.blockedMe) return refused('FRIEND_BLACKLISTED_ME')
    if (facts.allowType === ALLOW_TYPE.denyAny && !agreed) return refused('FRIEND_PEER_DENIES')
  }
  const theirs = both || agreed
  if (!facts.mine && facts.myFriends >= FRIEND_LIMITS.friends) return refused('FRIEND_LIMIT')
  if (theirs && !facts.theirs && facts.peerFriends >= FRIEND_LIMITS.friends) return refused('FRIEND_PEER_LIMIT')
  if (facts.force || agreed || facts.allowType === ALLOW_TYPE.allowAny) return { kind: 'friends', theirs }
  const full = Math.max(facts.myApplications, facts.peerApplications) >= FRIEND_LIMITS.applications
  return full && !facts.alreadyAsked ? refused('FRIEND_APPLICATION_LIMIT') : { kind: 'pending' }
}

export function friendRelation(aHasB: boolean, bHasA: boolean): FriendRelation {
  if (aHasB) return bHasA ? FRIEND_RELATION.bothWay : FRIEND_RELATION.aWithB
  return bHasA ? FRIEND_RELATION.bWithA : FRIEND_RELATION.none
}

export function blackRelation(aBlocksB: boolean, bBlocksA: boolean): BlackRelation {
  if (aBlocksB) return bBlocksA ? BLACK_RELATION.bothWay : BLACK_RELATION.aWithB
  return bBlocksA ? BLACK_RELATION.bWithA : BLACK_RELATION.none
}

const fits = (text: string, maxBytes: number): boolean =>
  !/[\0\p{Surrogate}]/u.test(text) && new TextEncoder().encode(text).length <= maxBytes

/** What people write about a friend: absent parts are not judged (FRD7). */
export interface FriendTexts {
  readonly remark?: string | undefined
  readonly source?: string | undefined
  readonly wording?: string | undefined
  readonly groups?: readonly string[] | undefined
  readonly custom?: readonly { readonly tag: string; readonly value: string }[] | undefined
}

export function textsProblem({ remark, source, wording, groups, custom }: FriendTexts): string | undefined {
  const { remarkBytes, wordingBytes, groupNameBytes, customBytes } = FRIEND_LIMITS
  if (remark !== undefined && !fits(remark, remarkBytes)) return `A remark has at most ${remarkBytes} bytes.`
  if (wording !== undefined && !fits(wording, wordingBytes)) return `The wording has at most ${wordingBytes} bytes.`
  if (source !== undefined && !/^AddSource_Type_[A-Za-z]{1,8}$/.test(source)) {
    return 'The source is AddSource_Type_ and 1-8 letters.'
  }
  if (groups?.some((name) => name === '' || !fits(name, groupNameBytes)) === true) {
    return `The name of a friend group has 1-${groupNameBytes} bytes.`
  }
  for (const { tag, value } of custom ?? []) {
    if (!/^Tag_SNS_Custom_[A-Za-z]{1,8}$/.test(tag)) return 'A custom field is Tag_SNS_Custom_ and 1-8 letters.'
    if (!fits(value, customBytes)) return `A custom field has at most ${customBytes} bytes.`
  }
  return undefined
}

/** Why a message may not be sent. */
export type MessageRefusal =
  | 'BLACKLISTED_BY_RECEIVER'
  | 'SENDER_AND_RECEIVER_NOT_FRIENDS'
  | 'SENDER_NOT_A_FRIEND_OF_RECEIVER'
  | 'RECEIVER_NOT_A_FRIEND_OF_SENDER'

/** How two people stand, as one sends to the other: bits, so that a hot path keeps one number per pair. */
export const STANDING = { blocked: 1, senderHasReceiver: 2, receiverHasSender: 4 } as const

/** BLK2, FRD8: may one user write to another? */
export function messageRefusal(standing: number, friendCheck: boolean): MessageRefusal | undefined {
  if ((standing & STANDING.blocked) !== 0) return 'BLACKLISTED_BY_RECEIVER'
  if (!friendCheck) return undefined
  const mine = (standing & STANDING.senderHasReceiver) !== 0
  const theirs = (standing & STANDING.receiverHasSender) !== 0
  if (mine && theirs) return undefined
  if (!mine && !theirs) return 'SENDER_AND_RECEIVER_NOT_FRIENDS'
  return mine ? 'SENDER_NOT_A_FRIEND_OF_RECEIVER' : 'RECEIVER_NOT_A_FRIEND_OF_SENDER'
}
