import type { TYPES } from './type-constants.ts'

/** What a message carries; `type` says which. Sizes in bytes, lengths in seconds. */
export interface Payloads {
  /** A text. */
  [TYPES.MSG_TEXT]: { text: string }
  /** A message of the app's own kind; what is absent is ''. */
  [TYPES.MSG_CUSTOM]: { data: string; description: string; extension: string }
  /** A sticker; what `index` and `data` mean is the app's. */
  [TYPES.MSG_FACE]: { index: number; data: string }
  /** A place, in degrees. */
  [TYPES.MSG_LOCATION]: { description: string; longitude: number; latitude: number }
  /** A picture in three sizes. */
  [TYPES.MSG_IMAGE]: ImagePayload
  /** A voice message: `size` in bytes, `second` its length. `remoteAudioUrl` is '' until it was uploaded. */
  [TYPES.MSG_AUDIO]: { uuid: string; url: string; remoteAudioUrl: string; size: number; second: number }
  /** A video. */
  [TYPES.MSG_VIDEO]: VideoPayload
  /** Any other file: `fileSize` in bytes. */
  [TYPES.MSG_FILE]: { uuid: string; fileName: string; fileUrl: string; fileSize: number }
  /** Several messages in one. */
  [TYPES.MSG_MERGER]: MergerPayload
  /** Something happened in a group. */
  [TYPES.MSG_GRP_TIP]: GroupTipPayload
  /** Something about a group that is for this user alone. */
  [TYPES.MSG_GRP_SYS_NOTICE]: GroupNoticePayload
}

/** A picture in three sizes: [0] the original, [1] large, [2] a thumbnail. */
export interface ImagePayload {
  /** The file's ID; '' until it was uploaded. */
  uuid: string
  /** 1 JPG, 2 GIF, 3 PNG, 4 BMP, 255 other. */
  imageFormat: number
  /** Always three: [0] the original, [1] large, [2] a thumbnail. */
  imageInfoArray: ImageInfo[]
}

/** One size of a picture. */
export interface ImageInfo {
  /** 1 the original, 2 large, 3 a thumbnail. */
  type: number
  /** Pixels; 0 when unknown. */
  width: number
  /** Pixels; 0 when unknown. */
  height: number
  /** Bytes; 0 when unknown. */
  size: number
  /** An address for `src`; ends after a while, reading the message again gives a new one. */
  url: string
  /** As `url`. */
  imageUrl: string
}

/** Two names for some things, as there are apps for both. */
export interface VideoPayload {
  /** Such as `mp4`; '' when unknown. */
  videoFormat: string
  /** Length in seconds; 0 when unknown. */
  videoSecond: number
  /** Bytes. */
  videoSize: number
  /** An address for `src`; before the upload, one within this page. */
  videoUrl: string
  /** As `videoUrl`; '' until it was uploaded. */
  remoteVideoUrl: string
  /** The file's ID; '' until it was uploaded. */
  videoUUID: string
  /** The snapshot's ID; '' without one. */
  thumbUUID: string
  /** Such as `jpg`; '' without a snapshot. */
  thumbFormat: string
  /** Pixels; 0 without a snapshot. */
  thumbWidth: number
  /** Pixels; 0 without a snapshot. */
  thumbHeight: number
  /** Bytes; 0 without a snapshot. */
  thumbSize: number
  /** Address of the snapshot; '' without one. */
  thumbUrl: string
  /** As `thumbUrl`. */
  snapshotUrl: string
  /** As `thumbWidth`. */
  snapshotWidth: number
  /** As `thumbHeight`. */
  snapshotHeight: number
  /** As `thumbSize`. */
  snapshotSize: number
}

/** Several messages in one. */
export interface MergerPayload {
  /** What the merged message is called. */
  title: string
  /** Lines to show in place of the whole. */
  abstractList: string[]
  /** What apps show that do not know merged messages. */
  compatibleText: string
  /** Always false: what is nested too deep is refused when it is sent. */
  layersOverLimit: boolean
  /** '': `messageList` is complete. */
  downloadKey: string
  /** The messages, oldest first; empty until `downloadMergerMessage` when `downloadKey` is not ''. */
  messageList: SimplifiedMessage[]
}

/** A message inside a merged one. */
export interface SimplifiedMessage {
  /** As unique as that of the message it was made of. */
  ID: string
  /** UserID of the sender. */
  from: string
  /** As it was; '' when unknown. */
  nick: string
  /** As it was; '' when unknown. */
  avatar: string
  /** Seconds. */
  time: number
  /** '' when nothing. */
  cloudCustomData: string
  /** Its parts: test `type` of each. */
  messageBody: MessageElement[]
}

/** What a user can send. */
export type SendableType = Exclude<keyof Payloads, TYPES.MSG_GRP_TIP | TYPES.MSG_GRP_SYS_NOTICE>

/** One part of a message: test `type`, and `payload` is known. */
export type MessageElement = { [T in SendableType]: { type: T; payload: Payloads[T] } }[SendableType]

/** Somebody whom a tip or a notice is about. */
export interface TipMember {
  /** Whom the tip is about. */
  userID: string
  /** '' without one. */
  nick: string
  /** Address of an image; '' without one. */
  avatar: string
  /** Absent without a name card. */
  nameCard?: string
  /** Seconds; of a tip about muting. */
  muteTime?: number
}

/** Something happened in a group. `operationType` is one of `TYPES.GRP_TIP_…`. */
export interface GroupTipPayload {
  /** UserID of who did it; '' for the application. */
  operatorID: string
  /** One of `TYPES.GRP_TIP_…`. */
  operationType: number
  /** Whom it was done to; empty when to the group itself. */
  userIDList: string[]
  /** The same with their names. */
  memberList: TipMember[]
  /** How many are in the group since; 0 in live rooms. */
  memberCount?: number
  /** The group as it was called then. */
  groupProfile: { groupID: string; name: string; type: string }
  /** Only what changed. */
  newGroupProfile: Record<string, unknown>
  /** Who did it, with their names; absent for the application. */
  operatorInfo?: TipMember
  /** Of a tip about coming in: 1 by oneself, 2 by invitation. */
  groupJoinType?: number
}

/** Something about a group that is for this user alone. */
export interface GroupNoticePayload {
  /** UserID of who did it; '' for the application. */
  operatorID: string
  /** 1 somebody applied, 2 approved, 3 rejected, 4 removed, 5 dismissed, 6 created, 7 invited, 9 made admin, 10 no longer, 255 custom … */
  operationType: number
  /** The group that it is about; `groupName` is as `name`. */
  groupProfile: { groupID: string; name: string; groupName: string; type: string }
  /** What was written with an application or its answer; '' when nothing. */
  handleMessage: string
  /** Of 255: the application's own words; '' else. */
  userDefinedField: string
  /** Of 20: how the user wants to hear of the group; absent else. */
  messageRemindType?: string
  /** Who did it, with their names; absent for the application. */
  operatorInfo?: TipMember
  /** Of 1 to 3: 0 applied, 2 was proposed by somebody else; absent else. */
  applicationType?: number
  /** Of a proposal: who would come in. */
  inviteeList?: string[]
}
