import type { TYPES } from './type-constants.ts'

/** What a message carries; `type` says which. Sizes in bytes, lengths in seconds. */
export interface Payloads {
  [TYPES.MSG_TEXT]: { text: string }
  [TYPES.MSG_CUSTOM]: { data: string; description: string; extension: string }
  [TYPES.MSG_FACE]: { index: number; data: string }
  [TYPES.MSG_LOCATION]: { description: string; longitude: number; latitude: number }
  [TYPES.MSG_IMAGE]: ImagePayload
  [TYPES.MSG_AUDIO]: { uuid: string; url: string; remoteAudioUrl: string; size: number; second: number }
  [TYPES.MSG_VIDEO]: VideoPayload
  [TYPES.MSG_FILE]: { uuid: string; fileName: string; fileUrl: string; fileSize: number }
  [TYPES.MSG_MERGER]: MergerPayload
  [TYPES.MSG_GRP_TIP]: GroupTipPayload
  [TYPES.MSG_GRP_SYS_NOTICE]: GroupNoticePayload
}

/** A picture in three sizes: [0] the original, [1] large, [2] a thumbnail. */
export interface ImagePayload {
  uuid: string
  /** 1 JPG, 2 GIF, 3 PNG, 4 BMP, 255 other. */
  imageFormat: number
  imageInfoArray: ImageInfo[]
}

export interface ImageInfo {
  type: number
  width: number
  height: number
  size: number
  url: string
  imageUrl: string
}

/** Two names for some things, as there are apps for both. */
export interface VideoPayload {
  videoFormat: string
  videoSecond: number
  videoSize: number
  videoUrl: string
  remoteVideoUrl: string
  videoUUID: string
  thumbUUID: string
  thumbFormat: string
  thumbWidth: number
  thumbHeight: number
  thumbSize: number
  thumbUrl: string
  snapshotUrl: string
  snapshotWidth: number
  snapshotHeight: number
  snapshotSize: number
}

/** Several messages in one. */
export interface MergerPayload {
  title: string
  abstractList: string[]
  compatibleText: string
  layersOverLimit: boolean
  /** '': `messageList` is complete. */
  downloadKey: string
  messageList: SimplifiedMessage[]
}

/** A message inside a merged one. */
export interface SimplifiedMessage {
  ID: string
  from: string
  nick: string
  avatar: string
  time: number
  cloudCustomData: string
  messageBody: MessageElement[]
}

/** What a user can send. */
export type SendableType = Exclude<keyof Payloads, TYPES.MSG_GRP_TIP | TYPES.MSG_GRP_SYS_NOTICE>

/** One part of a message: test `type`, and `payload` is known. */
export type MessageElement = { [T in SendableType]: { type: T; payload: Payloads[T] } }[SendableType]

export interface TipMember {
  userID: string
  nick: string
  avatar: string
  nameCard?: string
  /** Seconds; of a tip about muting. */
  muteTime?: number
}

/** Something happened in a group. `operationType` is one of `TYPES.GRP_TIP_…`. */
export interface GroupTipPayload {
  operatorID: string
  operationType: number
  userIDList: string[]
  memberList: TipMember[]
  memberCount?: number
  groupProfile: { groupID: string; name: string; type: string }
  /** Only what changed. */
  newGroupProfile: Record<string, unknown>
  operatorInfo?: TipMember
  groupJoinType?: number
}

/** Something about a group that is for this user alone. */
export interface GroupNoticePayload {
  operatorID: string
  /** 1 somebody applied, 2 approved, 3 rejected, 4 removed, 5 dismissed, 6 created, 7 invited, 9 made admin, 10 no longer, 255 custom … */
  operationType: number
  groupProfile: { groupID: string; name: string; groupName: string; type: string }
  handleMessage: string
  userDefinedField: string
  messageRemindType?: string
  operatorInfo?: TipMember
  applicationType?: number
  inviteeList?: string[]
}
