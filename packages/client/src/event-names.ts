/**
 * The names of all events, as the official SDK has them. Usable as a value and as a type.
 *
 * @example
 * ```ts
 * chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => data.forEach(show))
 * ```
 */
export const EVENT = {
  SDK_READY: 'sdkStateReady',
  SDK_NOT_READY: 'sdkStateNotReady',
  SDK_DESTROY: 'sdkDestroy',
  MESSAGE_RECEIVED: 'onMessageReceived',
  ROOM_CUSTOM_DATA_RECEIVED: 'onRoomCustomDataReceived',
  MESSAGE_MODIFIED: 'onMessageModified',
  MESSAGE_REVOKED: 'onMessageRevoked',
  MESSAGE_READ_BY_PEER: 'onMessageReadByPeer',
  MESSAGE_READ_RECEIPT_RECEIVED: 'onMessageReadReceiptReceived',
  MESSAGE_EXTENSIONS_UPDATED: 'onMessageExtensionsUpdated',
  MESSAGE_EXTENSIONS_DELETED: 'onMessageExtensionsDeleted',
  MESSAGE_REACTIONS_UPDATED: 'onMessageReactionsUpdated',
  CONVERSATION_LIST_UPDATED: 'onConversationListUpdated',
  TOTAL_UNREAD_MESSAGE_COUNT_UPDATED: 'onTotalUnreadMessageCountUpdated',
  CONVERSATION_GROUP_LIST_UPDATED: 'onConversationGroupListUpdated',
  CONVERSATION_IN_GROUP_UPDATED: 'onConversationInGroupUpdated',
  GROUP_LIST_UPDATED: 'onGroupListUpdated',
  GROUP_ATTRIBUTES_UPDATED: 'groupAttributesUpdated',
  GROUP_COUNTER_UPDATED: 'onGroupCounterUpdated',
  TOPIC_CREATED: 'onTopicCreated',
  TOPIC_DELETED: 'onTopicDeleted',
  TOPIC_UPDATED: 'onTopicUpdated',
  PROFILE_UPDATED: 'onProfileUpdated',
  USER_STATUS_UPDATED: 'onUserStatusUpdated',
  BLACKLIST_UPDATED: 'blacklistUpdated',
  FRIEND_LIST_UPDATED: 'onFriendListUpdated',
  FRIEND_GROUP_LIST_UPDATED: 'onFriendGroupListUpdated',
  FRIEND_APPLICATION_LIST_UPDATED: 'onFriendApplicationListUpdated',
  MY_FOLLOWERS_LIST_UPDATED: 'onMyFollowersListUpdated',
  MY_FOLLOWING_LIST_UPDATED: 'onMyFollowingListUpdated',
  MUTUAL_FOLLOWERS_LIST_UPDATED: 'onMutualFollowersListUpdated',
  KICKED_OUT: 'kickedOut',
  ERROR: 'error',
  NET_STATE_CHANGE: 'netStateChange',
  ALL_RECEIVE_MESSAGE_OPT_UPDATED: 'onAllReceiveMessageOptUpdated',
  SERVER_CONFIG_UPDATED: 'onServerConfigUpdated',
  PINNED_GROUP_MESSAGE_UPDATED: 'onPinnedGroupMessageUpdated',
  GROUP_SYSTEM_NOTICE_RECEIVED: 'receiveGroupSystemNotice',
  SDK_RELOAD: 'sdkReload',
} as const

type Names = typeof EVENT

/** Any event name. */
export type EVENT = (typeof EVENT)[keyof typeof EVENT]

/** `EVENT.SDK_READY` as a type: the one name. */
export declare namespace EVENT {
  export type SDK_READY = Names['SDK_READY']
  export type SDK_NOT_READY = Names['SDK_NOT_READY']
  export type SDK_DESTROY = Names['SDK_DESTROY']
  export type MESSAGE_RECEIVED = Names['MESSAGE_RECEIVED']
  export type ROOM_CUSTOM_DATA_RECEIVED = Names['ROOM_CUSTOM_DATA_RECEIVED']
  export type MESSAGE_MODIFIED = Names['MESSAGE_MODIFIED']
  export type MESSAGE_REVOKED = Names['MESSAGE_REVOKED']
  export type MESSAGE_READ_BY_PEER = Names['MESSAGE_READ_BY_PEER']
  export type MESSAGE_READ_RECEIPT_RECEIVED = Names['MESSAGE_READ_RECEIPT_RECEIVED']
  export type MESSAGE_EXTENSIONS_UPDATED = Names['MESSAGE_EXTENSIONS_UPDATED']
  export type MESSAGE_EXTENSIONS_DELETED = Names['MESSAGE_EXTENSIONS_DELETED']
  export type MESSAGE_REACTIONS_UPDATED = Names['MESSAGE_REACTIONS_UPDATED']
  export type CONVERSATION_LIST_UPDATED = Names['CONVERSATION_LIST_UPDATED']
  export type TOTAL_UNREAD_MESSAGE_COUNT_UPDATED = Names['TOTAL_UNREAD_MESSAGE_COUNT_UPDATED']
  export type CONVERSATION_GROUP_LIST_UPDATED = Names['CONVERSATION_GROUP_LIST_UPDATED']
  export type CONVERSATION_IN_GROUP_UPDATED = Names['CONVERSATION_IN_GROUP_UPDATED']
  export type GROUP_LIST_UPDATED = Names['GROUP_LIST_UPDATED']
  export type GROUP_ATTRIBUTES_UPDATED = Names['GROUP_ATTRIBUTES_UPDATED']
  export type GROUP_COUNTER_UPDATED = Names['GROUP_COUNTER_UPDATED']
  export type TOPIC_CREATED = Names['TOPIC_CREATED']
  export type TOPIC_DELETED = Names['TOPIC_DELETED']
  export type TOPIC_UPDATED = Names['TOPIC_UPDATED']
  export type PROFILE_UPDATED = Names['PROFILE_UPDATED']
  export type USER_STATUS_UPDATED = Names['USER_STATUS_UPDATED']
  export type BLACKLIST_UPDATED = Names['BLACKLIST_UPDATED']
  export type FRIEND_LIST_UPDATED = Names['FRIEND_LIST_UPDATED']
  export type FRIEND_GROUP_LIST_UPDATED = Names['FRIEND_GROUP_LIST_UPDATED']
  export type FRIEND_APPLICATION_LIST_UPDATED = Names['FRIEND_APPLICATION_LIST_UPDATED']
  export type MY_FOLLOWERS_LIST_UPDATED = Names['MY_FOLLOWERS_LIST_UPDATED']
  export type MY_FOLLOWING_LIST_UPDATED = Names['MY_FOLLOWING_LIST_UPDATED']
  export type MUTUAL_FOLLOWERS_LIST_UPDATED = Names['MUTUAL_FOLLOWERS_LIST_UPDATED']
  export type KICKED_OUT = Names['KICKED_OUT']
  export type ERROR = Names['ERROR']
  export type NET_STATE_CHANGE = Names['NET_STATE_CHANGE']
  export type ALL_RECEIVE_MESSAGE_OPT_UPDATED = Names['ALL_RECEIVE_MESSAGE_OPT_UPDATED']
  export type SERVER_CONFIG_UPDATED = Names['SERVER_CONFIG_UPDATED']
  export type PINNED_GROUP_MESSAGE_UPDATED = Names['PINNED_GROUP_MESSAGE_UPDATED']
  export type GROUP_SYSTEM_NOTICE_RECEIVED = Names['GROUP_SYSTEM_NOTICE_RECEIVED']
  export type SDK_RELOAD = Names['SDK_RELOAD']
}
