/**
 * The constants of the official SDK. Usable as a value and as a type; several names may share a value.
 *
 * @example
 * ```ts
 * chat.createTextMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { text: 'Hi' } })
 * ```
 */
export const TYPES = {
  MSG_TEXT: 'TIMTextElem',
  MSG_IMAGE: 'TIMImageElem',
  MSG_SOUND: 'TIMSoundElem',
  MSG_AUDIO: 'TIMSoundElem',
  MSG_FILE: 'TIMFileElem',
  MSG_FACE: 'TIMFaceElem',
  MSG_VIDEO: 'TIMVideoFileElem',
  MSG_GEO: 'TIMLocationElem',
  MSG_LOCATION: 'TIMLocationElem',
  MSG_GRP_TIP: 'TIMGroupTipElem',
  MSG_GRP_SYS_NOTICE: 'TIMGroupSystemNoticeElem',
  MSG_CUSTOM: 'TIMCustomElem',
  MSG_MERGER: 'TIMRelayElem',
  MSG_PRIORITY_HIGH: 'High',
  MSG_PRIORITY_NORMAL: 'Normal',
  MSG_PRIORITY_LOW: 'Low',
  MSG_PRIORITY_LOWEST: 'Lowest',
  CONV_C2C: 'C2C',
  CONV_GROUP: 'GROUP',
  CONV_TOPIC: 'TOPIC',
  CONV_SYSTEM: '@TIM#SYSTEM',
  CONV_AT_ME: 1,
  CONV_AT_ALL: 2,
  CONV_AT_ALL_AT_ME: 3,
  CONV_MARK_TYPE_STAR: 1,
  CONV_MARK_TYPE_UNREAD: 2,
  CONV_MARK_TYPE_FOLD: 4,
  CONV_MARK_TYPE_HIDE: 8,
  GRP_PRIVATE: 'Private',
  GRP_WORK: 'Private',
  GRP_PUBLIC: 'Public',
  GRP_CHATROOM: 'ChatRoom',
  GRP_MEETING: 'ChatRoom',
  GRP_AVCHATROOM: 'AVChatRoom',
  GRP_COMMUNITY: 'Community',
  GRP_ROOM: 'Room',
  GRP_LIVE: 'Live',
  GRP_MBR_ROLE_OWNER: 'Owner',
  GRP_MBR_ROLE_ADMIN: 'Admin',
  GRP_MBR_ROLE_MEMBER: 'Member',
  GRP_MBR_ROLE_CUSTOM: 'Custom',
  GRP_TIP_MBR_JOIN: 1,
  GRP_TIP_MBR_QUIT: 2,
  GRP_TIP_MBR_KICKED_OUT: 3,
  GRP_TIP_MBR_SET_ADMIN: 4,
  GRP_TIP_MBR_CANCELED_ADMIN: 5,
  GRP_TIP_GRP_PROFILE_UPDATED: 6,
  GRP_TIP_MBR_PROFILE_UPDATED: 7,
  GRP_TIP_BAN_AVCHATROOM_MEMBER: 10,
  GRP_TIP_UNBAN_AVCHATROOM_MEMBER: 11,
  MSG_REMIND_ACPT_AND_NOTE: 'AcceptAndNotify',
  MSG_REMIND_ACPT_NOT_NOTE: 'AcceptNotNotify',
  MSG_REMIND_DISCARD: 'Discard',
  RECEIVE_WITH_OFFLINE_PUSH_EXCEPT_AT: 'AcceptNotNotifyExceptAt',
  NOT_RECEIVE_OFFLINE_PUSH_EXCEPT_AT: 'AcceptNotNotifyExceptAt',
  NOT_RECEIVE_MSG_EXCEPT_AT: 'NotReceiveMsgExceptAt',
  GENDER_UNKNOWN: 'Gender_Type_Unknown',
  GENDER_FEMALE: 'Gender_Type_Female',
  GENDER_MALE: 'Gender_Type_Male',
  KICKED_OUT_MULT_ACCOUNT: 'multipleAccount',
  KICKED_OUT_MULT_DEVICE: 'multipleDevice',
  KICKED_OUT_USERSIG_EXPIRED: 'userSigExpired',
  KICKED_OUT_REST_API: 'REST_API_Kick',
  ALLOW_TYPE_ALLOW_ANY: 'AllowType_Type_AllowAny',
  ALLOW_TYPE_NEED_CONFIRM: 'AllowType_Type_NeedConfirm',
  ALLOW_TYPE_DENY_ANY: 'AllowType_Type_DenyAny',
  FORBID_TYPE_NONE: 'AdminForbid_Type_None',
  FORBID_TYPE_SEND_OUT: 'AdminForbid_Type_SendOut',
  JOIN_OPTIONS_FREE_ACCESS: 'FreeAccess',
  JOIN_OPTIONS_NEED_PERMISSION: 'NeedPermission',
  JOIN_OPTIONS_DISABLE_APPLY: 'DisableApply',
  JOIN_STATUS_SUCCESS: 'JoinedSuccess',
  JOIN_STATUS_ALREADY_IN_GROUP: 'AlreadyInGroup',
  JOIN_STATUS_WAIT_APPROVAL: 'WaitAdminApproval',
  INVITE_OPTIONS_DISABLE_INVITE: 'DisableInvite',
  INVITE_OPTIONS_NEED_PERMISSION: 'NeedPermission',
  INVITE_OPTIONS_FREE_ACCESS: 'FreeAccess',
  GRP_PROFILE_OWNER_ID: 'ownerID',
  GRP_PROFILE_CREATE_TIME: 'createTime',
  GRP_PROFILE_LAST_INFO_TIME: 'lastInfoTime',
  GRP_PROFILE_MEMBER_NUM: 'memberNum',
  GRP_PROFILE_MAX_MEMBER_NUM: 'maxMemberNum',
  GRP_PROFILE_JOIN_OPTION: 'joinOption',
  GRP_PROFILE_INVITE_OPTION: 'inviteOption',
  GRP_PROFILE_INTRODUCTION: 'introduction',
  GRP_PROFILE_NOTIFICATION: 'notification',
  GRP_PROFILE_MUTE_ALL_MBRS: 'muteAllMembers',
  SNS_ADD_TYPE_SINGLE: 'Add_Type_Single',
  SNS_ADD_TYPE_BOTH: 'Add_Type_Both',
  SNS_DELETE_TYPE_SINGLE: 'Delete_Type_Single',
  SNS_DELETE_TYPE_BOTH: 'Delete_Type_Both',
  SNS_APPLICATION_TYPE_BOTH: 'Pendency_Type_Both',
  SNS_APPLICATION_SENT_TO_ME: 'Pendency_Type_ComeIn',
  SNS_APPLICATION_SENT_BY_ME: 'Pendency_Type_SendOut',
  SNS_APPLICATION_AGREE: 'Response_Action_Agree',
  SNS_APPLICATION_AGREE_AND_ADD: 'Response_Action_AgreeAndAdd',
  SNS_CHECK_TYPE_BOTH: 'CheckResult_Type_Both',
  SNS_CHECK_TYPE_SINGLE: 'CheckResult_Type_Single',
  SNS_TYPE_NO_RELATION: 'CheckResult_Type_NoRelation',
  SNS_TYPE_A_WITH_B: 'CheckResult_Type_AWithB',
  SNS_TYPE_B_WITH_A: 'CheckResult_Type_BWithA',
  SNS_TYPE_BOTH_WAY: 'CheckResult_Type_BothWay',
  NET_STATE_CONNECTED: 'connected',
  NET_STATE_CONNECTING: 'connecting',
  NET_STATE_DISCONNECTED: 'disconnected',
  MSG_AT_ALL: '__kImSDK_MesssageAtALL__',
  READ_ALL_C2C_MSG: 'readAllC2CMessage',
  READ_ALL_GROUP_MSG: 'readAllGroupMessage',
  READ_ALL_MSG: 'readAllMessage',
  USER_STATUS_UNKNOWN: 0,
  USER_STATUS_ONLINE: 1,
  USER_STATUS_OFFLINE: 2,
  USER_STATUS_UNLOGINED: 3,
  IOS_OFFLINE_PUSH_NO_SOUND: 'push.no_sound',
  IOS_OFFLINE_PUSH_DEFAULT_SOUND: 'default',
} as const

type Values = typeof TYPES

/** Any constant. */
export type TYPES = Values[keyof Values]

/** `TYPES.CONV_C2C` as a type: the one value. */
export declare namespace TYPES {
  export type MSG_TEXT = Values['MSG_TEXT']
  export type MSG_IMAGE = Values['MSG_IMAGE']
  export type MSG_SOUND = Values['MSG_SOUND']
  export type MSG_AUDIO = Values['MSG_AUDIO']
  export type MSG_FILE = Values['MSG_FILE']
  export type MSG_FACE = Values['MSG_FACE']
  export type MSG_VIDEO = Values['MSG_VIDEO']
  export type MSG_GEO = Values['MSG_GEO']
  export type MSG_LOCATION = Values['MSG_LOCATION']
  export type MSG_GRP_TIP = Values['MSG_GRP_TIP']
  export type MSG_GRP_SYS_NOTICE = Values['MSG_GRP_SYS_NOTICE']
  export type MSG_CUSTOM = Values['MSG_CUSTOM']
  export type MSG_MERGER = Values['MSG_MERGER']
  export type MSG_PRIORITY_HIGH = Values['MSG_PRIORITY_HIGH']
  export type MSG_PRIORITY_NORMAL = Values['MSG_PRIORITY_NORMAL']
  export type MSG_PRIORITY_LOW = Values['MSG_PRIORITY_LOW']
  export type MSG_PRIORITY_LOWEST = Values['MSG_PRIORITY_LOWEST']
  export type CONV_C2C = Values['CONV_C2C']
  export type CONV_GROUP = Values['CONV_GROUP']
  export type CONV_TOPIC = Values['CONV_TOPIC']
  export type CONV_SYSTEM = Values['CONV_SYSTEM']
  export type CONV_AT_ME = Values['CONV_AT_ME']
  export type CONV_AT_ALL = Values['CONV_AT_ALL']
  export type CONV_AT_ALL_AT_ME = Values['CONV_AT_ALL_AT_ME']
  export type CONV_MARK_TYPE_STAR = Values['CONV_MARK_TYPE_STAR']
  export type CONV_MARK_TYPE_UNREAD = Values['CONV_MARK_TYPE_UNREAD']
  export type CONV_MARK_TYPE_FOLD = Values['CONV_MARK_TYPE_FOLD']
  export type CONV_MARK_TYPE_HIDE = Values['CONV_MARK_TYPE_HIDE']
  export type GRP_PRIVATE = Values['GRP_PRIVATE']
  export type GRP_WORK = Values['GRP_WORK']
  export type GRP_PUBLIC = Values['GRP_PUBLIC']
  export type GRP_CHATROOM = Values['GRP_CHATROOM']
  export type GRP_MEETING = Values['GRP_MEETING']
  export type GRP_AVCHATROOM = Values['GRP_AVCHATROOM']
  export type GRP_COMMUNITY = Values['GRP_COMMUNITY']
  export type GRP_ROOM = Values['GRP_ROOM']
  export type GRP_LIVE = Values['GRP_LIVE']
  export type GRP_MBR_ROLE_OWNER = Values['GRP_MBR_ROLE_OWNER']
  export type GRP_MBR_ROLE_ADMIN = Values['GRP_MBR_ROLE_ADMIN']
  export type GRP_MBR_ROLE_MEMBER = Values['GRP_MBR_ROLE_MEMBER']
  export type GRP_MBR_ROLE_CUSTOM = Values['GRP_MBR_ROLE_CUSTOM']
  export type GRP_TIP_MBR_JOIN = Values['GRP_TIP_MBR_JOIN']
  export type GRP_TIP_MBR_QUIT = Values['GRP_TIP_MBR_QUIT']
  export type GRP_TIP_MBR_KICKED_OUT = Values['GRP_TIP_MBR_KICKED_OUT']
  export type GRP_TIP_MBR_SET_ADMIN = Values['GRP_TIP_MBR_SET_ADMIN']
  export type GRP_TIP_MBR_CANCELED_ADMIN = Values['GRP_TIP_MBR_CANCELED_ADMIN']
  export type GRP_TIP_GRP_PROFILE_UPDATED = Values['GRP_TIP_GRP_PROFILE_UPDATED']
  export type GRP_TIP_MBR_PROFILE_UPDATED = Values['GRP_TIP_MBR_PROFILE_UPDATED']
  export type GRP_TIP_BAN_AVCHATROOM_MEMBER = Values['GRP_TIP_BAN_AVCHATROOM_MEMBER']
  export type GRP_TIP_UNBAN_AVCHATROOM_MEMBER = Values['GRP_TIP_UNBAN_AVCHATROOM_MEMBER']
  export type MSG_REMIND_ACPT_AND_NOTE = Values['MSG_REMIND_ACPT_AND_NOTE']
  export type MSG_REMIND_ACPT_NOT_NOTE = Values['MSG_REMIND_ACPT_NOT_NOTE']
  export type MSG_REMIND_DISCARD = Values['MSG_REMIND_DISCARD']
  export type RECEIVE_WITH_OFFLINE_PUSH_EXCEPT_AT = Values['RECEIVE_WITH_OFFLINE_PUSH_EXCEPT_AT']
  export type NOT_RECEIVE_OFFLINE_PUSH_EXCEPT_AT = Values['NOT_RECEIVE_OFFLINE_PUSH_EXCEPT_AT']
  export type NOT_RECEIVE_MSG_EXCEPT_AT = Values['NOT_RECEIVE_MSG_EXCEPT_AT']
  export type GENDER_UNKNOWN = Values['GENDER_UNKNOWN']
  export type GENDER_FEMALE = Values['GENDER_FEMALE']
  export type GENDER_MALE = Values['GENDER_MALE']
  export type KICKED_OUT_MULT_ACCOUNT = Values['KICKED_OUT_MULT_ACCOUNT']
  export type KICKED_OUT_MULT_DEVICE = Values['KICKED_OUT_MULT_DEVICE']
  export type KICKED_OUT_USERSIG_EXPIRED = Values['KICKED_OUT_USERSIG_EXPIRED']
  export type KICKED_OUT_REST_API = Values['KICKED_OUT_REST_API']
  export type ALLOW_TYPE_ALLOW_ANY = Values['ALLOW_TYPE_ALLOW_ANY']
  export type ALLOW_TYPE_NEED_CONFIRM = Values['ALLOW_TYPE_NEED_CONFIRM']
  export type ALLOW_TYPE_DENY_ANY = Values['ALLOW_TYPE_DENY_ANY']
  export type FORBID_TYPE_NONE = Values['FORBID_TYPE_NONE']
  export type FORBID_TYPE_SEND_OUT = Values['FORBID_TYPE_SEND_OUT']
  export type JOIN_OPTIONS_FREE_ACCESS = Values['JOIN_OPTIONS_FREE_ACCESS']
  export type JOIN_OPTIONS_NEED_PERMISSION = Values['JOIN_OPTIONS_NEED_PERMISSION']
  export type JOIN_OPTIONS_DISABLE_APPLY = Values['JOIN_OPTIONS_DISABLE_APPLY']
  export type JOIN_STATUS_SUCCESS = Values['JOIN_STATUS_SUCCESS']
  export type JOIN_STATUS_ALREADY_IN_GROUP = Values['JOIN_STATUS_ALREADY_IN_GROUP']
  export type JOIN_STATUS_WAIT_APPROVAL = Values['JOIN_STATUS_WAIT_APPROVAL']
  export type INVITE_OPTIONS_DISABLE_INVITE = Values['INVITE_OPTIONS_DISABLE_INVITE']
  export type INVITE_OPTIONS_NEED_PERMISSION = Values['INVITE_OPTIONS_NEED_PERMISSION']
  export type INVITE_OPTIONS_FREE_ACCESS = Values['INVITE_OPTIONS_FREE_ACCESS']
  export type GRP_PROFILE_OWNER_ID = Values['GRP_PROFILE_OWNER_ID']
  export type GRP_PROFILE_CREATE_TIME = Values['GRP_PROFILE_CREATE_TIME']
  export type GRP_PROFILE_LAST_INFO_TIME = Values['GRP_PROFILE_LAST_INFO_TIME']
  export type GRP_PROFILE_MEMBER_NUM = Values['GRP_PROFILE_MEMBER_NUM']
  export type GRP_PROFILE_MAX_MEMBER_NUM = Values['GRP_PROFILE_MAX_MEMBER_NUM']
  export type GRP_PROFILE_JOIN_OPTION = Values['GRP_PROFILE_JOIN_OPTION']
  export type GRP_PROFILE_INVITE_OPTION = Values['GRP_PROFILE_INVITE_OPTION']
  export type GRP_PROFILE_INTRODUCTION = Values['GRP_PROFILE_INTRODUCTION']
  export type GRP_PROFILE_NOTIFICATION = Values['GRP_PROFILE_NOTIFICATION']
  export type GRP_PROFILE_MUTE_ALL_MBRS = Values['GRP_PROFILE_MUTE_ALL_MBRS']
  export type SNS_ADD_TYPE_SINGLE = Values['SNS_ADD_TYPE_SINGLE']
  export type SNS_ADD_TYPE_BOTH = Values['SNS_ADD_TYPE_BOTH']
  export type SNS_DELETE_TYPE_SINGLE = Values['SNS_DELETE_TYPE_SINGLE']
  export type SNS_DELETE_TYPE_BOTH = Values['SNS_DELETE_TYPE_BOTH']
  export type SNS_APPLICATION_TYPE_BOTH = Values['SNS_APPLICATION_TYPE_BOTH']
  export type SNS_APPLICATION_SENT_TO_ME = Values['SNS_APPLICATION_SENT_TO_ME']
  export type SNS_APPLICATION_SENT_BY_ME = Values['SNS_APPLICATION_SENT_BY_ME']
  export type SNS_APPLICATION_AGREE = Values['SNS_APPLICATION_AGREE']
  export type SNS_APPLICATION_AGREE_AND_ADD = Values['SNS_APPLICATION_AGREE_AND_ADD']
  export type SNS_CHECK_TYPE_BOTH = Values['SNS_CHECK_TYPE_BOTH']
  export type SNS_CHECK_TYPE_SINGLE = Values['SNS_CHECK_TYPE_SINGLE']
  export type SNS_TYPE_NO_RELATION = Values['SNS_TYPE_NO_RELATION']
  export type SNS_TYPE_A_WITH_B = Values['SNS_TYPE_A_WITH_B']
  export type SNS_TYPE_B_WITH_A = Values['SNS_TYPE_B_WITH_A']
  export type SNS_TYPE_BOTH_WAY = Values['SNS_TYPE_BOTH_WAY']
  export type NET_STATE_CONNECTED = Values['NET_STATE_CONNECTED']
  export type NET_STATE_CONNECTING = Values['NET_STATE_CONNECTING']
  export type NET_STATE_DISCONNECTED = Values['NET_STATE_DISCONNECTED']
  export type MSG_AT_ALL = Values['MSG_AT_ALL']
  export type READ_ALL_C2C_MSG = Values['READ_ALL_C2C_MSG']
  export type READ_ALL_GROUP_MSG = Values['READ_ALL_GROUP_MSG']
  export type READ_ALL_MSG = Values['READ_ALL_MSG']
  export type USER_STATUS_UNKNOWN = Values['USER_STATUS_UNKNOWN']
  export type USER_STATUS_ONLINE = Values['USER_STATUS_ONLINE']
  export type USER_STATUS_OFFLINE = Values['USER_STATUS_OFFLINE']
  export type USER_STATUS_UNLOGINED = Values['USER_STATUS_UNLOGINED']
  export type IOS_OFFLINE_PUSH_NO_SOUND = Values['IOS_OFFLINE_PUSH_NO_SOUND']
  export type IOS_OFFLINE_PUSH_DEFAULT_SOUND = Values['IOS_OFFLINE_PUSH_DEFAULT_SOUND']
}
