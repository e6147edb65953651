/**
 * Events and actions of invitations (calls, games): what `addSignalingListener` takes.
 *
 * @example
 * ```ts
 * chat.addSignalingListener(TSignaling.NEW_INVITATION_RECEIVED, ({ data }) => ring(data.inviteID))
 * ```
 */
export const TSignaling = {
  NEW_INVITATION_RECEIVED: 'newInvitationReceived',
  INVITEE_ACCEPTED: 'ts_invitee_accepted',
  INVITEE_REJECTED: 'ts_invitee_rejected',
  INVITATION_CANCELLED: 'ts_invitation_cancelled',
  INVITATION_TIMEOUT: 'ts_invitation_timeout',
  INVITATION_MODIFIED: 'ts_invitation_modified',
  ACTION_TYPE_UNKNOWN: 0,
  ACTION_TYPE_INVITE: 1,
  ACTION_TYPE_CANCEL_INVITE: 2,
  ACTION_TYPE_ACCEPT_INVITE: 3,
  ACTION_TYPE_REJECT_INVITE: 4,
  ACTION_TYPE_INVITE_TIMEOUT: 5,
} as const

type Values = typeof TSignaling

/** Any event of invitations, or action. */
export type TSignaling = Values[keyof Values]

/** `TSignaling.INVITEE_ACCEPTED` as a type: the one value. */
export declare namespace TSignaling {
  export type NEW_INVITATION_RECEIVED = Values['NEW_INVITATION_RECEIVED']
  export type INVITEE_ACCEPTED = Values['INVITEE_ACCEPTED']
  export type INVITEE_REJECTED = Values['INVITEE_REJECTED']
  export type INVITATION_CANCELLED = Values['INVITATION_CANCELLED']
  export type INVITATION_TIMEOUT = Values['INVITATION_TIMEOUT']
  export type INVITATION_MODIFIED = Values['INVITATION_MODIFIED']
  export type ACTION_TYPE_UNKNOWN = Values['ACTION_TYPE_UNKNOWN']
  export type ACTION_TYPE_INVITE = Values['ACTION_TYPE_INVITE']
  export type ACTION_TYPE_CANCEL_INVITE = Values['ACTION_TYPE_CANCEL_INVITE']
  export type ACTION_TYPE_ACCEPT_INVITE = Values['ACTION_TYPE_ACCEPT_INVITE']
  export type ACTION_TYPE_REJECT_INVITE = Values['ACTION_TYPE_REJECT_INVITE']
  export type ACTION_TYPE_INVITE_TIMEOUT = Values['ACTION_TYPE_INVITE_TIMEOUT']
}
