/**
 * The tables of an application, for export: name and what follows `sdk_app_id` in the primary key. Tables come after those that they refer
 * to. A test holds that every table with an `sdk_app_id` stands here or below.
 */
export const APPLICATION_TABLES = {
  app: [],
  app_administrator: ['user_id'],
  app_key: ['key_id'],
  account: ['user_id'],
  erased_account: ['user_id'],
  user_revision: ['user_id', 'what'],
  profile_field: ['user_id', 'tag'],
  profile_custom_rule: ['tag'],
  friend: ['user_id', 'friend_id'],
  friend_group: ['user_id', 'name'],
  friend_group_member: ['user_id', 'friend_id', 'name'],
  friend_application: ['user_id', 'direction', 'peer_id'],
  blacklist: ['user_id', 'blocked_id'],
  follow: ['user_id', 'followed_id'],
  follow_count: ['user_id'],
  global_mute: ['user_id'],
  user_tag: ['user_id', 'tag'],
  user_attribute: ['user_id', 'slot'],
  attribute_name: ['slot'],
  robot: ['user_id'],
  official_account: ['user_id'],
  official_subscriber: ['official_id', 'user_id'],
  audit_word: ['word_id'],
  im_group: ['group_id'],
  group_member: ['group_id', 'user_id'],
  group_mute: ['group_id', 'user_id'],
  group_ban: ['group_id', 'user_id'],
  group_application: ['group_id', 'user_id'],
  group_attributes: ['group_id'],
  group_counter: ['group_id', 'name'],
  group_receipt: ['group_id', 'seq', 'user_id'],
  group_pin: ['group_id', 'seq'],
  topic: ['group_id', 'topic_id'],
  topic_member: ['user_id', 'topic_id'],
  permission_group: ['group_id', 'permission_id'],
  permission_member: ['group_id', 'user_id', 'permission_id'],
  topic_permission: ['group_id', 'topic_id', 'permission_id'],
  c2c_contact: ['user_id', 'peer_id'],
  conversation_setting: ['user_id', 'conversation'],
  conversation_group: ['user_id', 'group_no'],
  conversation_group_member: ['user_id', 'group_no', 'conversation'],
  deleted_message: ['user_id', 'conversation', 'from_seq'],
  uncounted_message: ['timeline', 'seq'],
  mention: ['timeline', 'seq', 'user_id'],
  merged_list: ['key'],
  daily_count: ['day', 'name'],
  daily_sketch: ['day', 'name'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** Tables that an export leaves behind, and why. */
export const LEFT_TABLES: Readonly<Record<string, string>> = {
  webhook_endpoint: 'sealed with a key of this server',
  push_gateway: 'sealed with a key of this server',
  webhook_queue: 'waits for a URL of this server',
  webhook_dead: 'waited for a URL of this server',
  file: 'the bytes of files are not in an export',
  file_content: 'the bytes of files are not in an export',
  file_place: 'the bytes of files are not in an export',
  file_usage: 'the bytes of files are not in an export',
  file_ban: 'about the bytes of files',
  history_file: 'made anew when it is asked for',
  push_task: 'a push that is under way goes on where it began',
  console_audit: 'about the people who work here',
  console_audit_account: 'about the people who work here',
  figure: 'about this server',
}

/** That something was done to an application, and by whom, outlives it. */
export const AUDIT_TABLES: readonly string[] = ['console_audit', 'console_audit_account']

/** Columns that hold the name of a conversation's log, which begins with the application. */
export const TIMELINE_COLUMN = 'timeline'
