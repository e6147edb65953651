/**
 * Every error that crosses a wire: one table. Codes are the vendor's (see docs/reference/errors.md), names are ours and stable.
 * `advice` tells the reader what to do; `retryable` says that the same request may succeed later unchanged.
 */
export interface ErrorRow {
  readonly code: number
  readonly text: string
  readonly advice: string
  readonly retryable?: true
}

export const ERRORS = {
  // UserSig and account
  USERSIG_EXPIRED: { code: 70001, text: 'The UserSig has expired.', advice: 'Sign a new UserSig in your backend.' },
  USERSIG_EMPTY: { code: 70002, text: 'The UserSig is empty.', advice: 'Pass the UserSig that your backend signed.' },
  USERSIG_MALFORMED: {
    code: 70003,
    text: 'The UserSig cannot be read.',
    advice: 'Pass the whole ticket, unchanged: it may have been cut or re-encoded on its way.',
  },
  USERSIG_INVALID: {
    code: 70005,
    text: 'The UserSig is malformed.',
    advice: 'Sign it with a current library; run `signet usersig inspect` on it.',
  },
  USERSIG_KEY_MISMATCH: {
    code: 70009,
    text: "The UserSig does not verify with any of the application's active keys.",
    advice: 'Sign with a key of this SDKAppID; do not mix a v1 private key with a v2 secret key.',
  },
  USERSIG_USER_MISMATCH: {
    code: 70013,
    text: 'The UserSig was made for another UserID.',
    advice: 'Log in with the UserID that the ticket was signed for.',
  },
  USERSIG_APP_MISMATCH: {
    code: 70014,
    text: 'The UserSig was made for another SDKAppID.',
    advice: 'Use the SDKAppID that the ticket was signed for.',
  },
  USERSIG_NO_KEY: {
    code: 70016,
    text: 'The application has no active key.',
    advice: 'Create or upload a key for the application.',
  },
  APP_NOT_FOUND: {
    code: 70020,
    text: 'There is no such SDKAppID.',
    advice: 'Check the SDKAppID and the server address.',
  },
  USERSIG_THROTTLED: {
    code: 70050,
    text: 'Too many failed logins from this address.',
    advice: 'Wait a minute, then try again.',
    retryable: true,
  },
  ACCOUNT_BLOCKED: { code: 70051, text: 'The account is blocked.', advice: 'Ask the operator of the application.' },
  USERSIG_REVOKED: {
    code: 70052,
    text: 'The UserSig was invalidated.',
    advice: 'The login state was revoked: sign a new UserSig and log in again.',
  },
  ACCOUNT_NOT_FOUND: {
    code: 70107,
    text: 'The account does not exist.',
    advice: 'Import the account first, or allow accounts to be made on first login.',
  },
  BAD_PARAMETER: {
    code: 70402,
    text: 'A parameter is wrong.',
    advice: 'See the message for the parameter and its rule.',
  },
  ADMIN_REQUIRED: { code: 70403, text: 'Only the account administrator may do this.', advice: 'Use an administrator.' },
  // sockets and HTTP
  FRAME_MALFORMED: {
    code: 20001,
    text: 'The frame is not a valid request.',
    advice: 'Send one JSON object per text frame: {"id", "op", "data"}.',
  },
  UNKNOWN_OP: { code: 60009, text: 'There is no such operation.', advice: 'See docs/protocol.md for the operations.' },
  NOT_LOGGED_IN: { code: 10001, text: 'Log in first.', advice: 'Send the login request before anything else.' },
  SECOND_FACTOR_NEEDED: {
    code: 10001,
    text: 'The code of the second factor is missing or wrong.',
    advice: 'Send the six digits that your authenticator shows now, or one of your recovery codes.',
  },
  BODY_MALFORMED: { code: 60003, text: 'The body is not valid JSON.', advice: 'Send a JSON object.' },
  TOO_FREQUENT: {
    code: 60007,
    text: 'Too many requests.',
    advice: 'Slow down; retry after the given time.',
    retryable: true,
  },
  OVERLOADED: {
    code: 60008,
    text: 'The server is too busy.',
    advice: 'Retry after the given time.',
    retryable: true,
  },
  APP_DISABLED: { code: 60016, text: 'The application is disabled.', advice: 'Ask the operator.' },
  FORBIDDEN: { code: 60017, text: 'This is not allowed here.', advice: 'See the message.' },
  // messages
  RECEIVER_INVALID: {
    code: 20003,
    text: 'The sender or the receiver does not exist.',
    advice: 'Import the account first, or let the user log in once.',
  },
  STORE_UNAVAILABLE: {
    code: 20004,
    text: 'The message could not be stored.',
    advice: 'Retry with the same random: it is stored once.',
    retryable: true,
  },
  CHANGE_CONFLICT: {
    code: 20004,
    text: 'Somebody else changed the same message meanwhile.',
    advice: 'Retry: nothing was changed.',
    retryable: true,
  },
  INTERNAL: {
    code: 20005,
    text: 'Something went wrong in the server.',
    advice: 'Retry; quote the reference in the message if it stays.',
    retryable: true,
  },
  WEBHOOK_REFUSED: {
    code: 20006,
    text: 'The application refused the message.',
    advice: 'Do not retry: the application decides by its webhook. It may give a code of its own (120001–130000).',
  },
  WEBHOOK_FAILED: {
    code: 90992,
    text: 'The application could not be asked about the message.',
    advice: 'Retry later; the operator finds why in the log of the server.',
    retryable: true,
  },
  GROUP_WEBHOOK_REFUSED: {
    code: 10016,
    text: 'The application refused it.',
    advice: 'Do not retry: the application decides by its webhook. It may give a code of its own (10100–10200).',
  },
  GROUP_WEBHOOK_FAILED: {
    code: 10016,
    text: 'The application could not be asked.',
    advice: 'Retry later; the operator finds why in the log of the server.',
    retryable: true,
  },
  FRIEND_WEBHOOK_REFUSED: {
    code: 38000,
    text: 'The application refused it.',
    advice: 'Do not retry: the application decides by its webhook, with a code of its own (38000–39000).',
  },
  MESSAGE_NOT_FOUND: {
    code: 20026,
    text: 'There is no such message.',
    advice: 'Check the conversation and the seq.',
  },
  MESSAGE_EDITED: {
    code: 2480,
    text: 'Somebody else has edited the message meanwhile.',
    advice: 'Read the message again (`history`), then edit the version that it has.',
  },
  EXTENSION_UNSUPPORTED: {
    code: 23002,
    text: 'The message was sent without support for extensions.',
    advice: 'Send it with `supportExtension`.',
  },
  MESSAGE_FILTERED: {
    code: 80001,
    text: 'The message has words that this application does not allow.',
    advice: 'Leave them out.',
  },
  AUDIT_PARAMETER: {
    code: 10004,
    text: 'A parameter is wrong.',
    advice: 'See the message for its rule.',
  },
  EXTENSION_RATE: {
    code: 23003,
    text: 'The extensions of this message change too often.',
    advice: 'At most 200 writes a minute: retry later.',
    retryable: true,
  },
  EXTENSION_LIMIT: {
    code: 80002,
    text: 'The message has too many extensions.',
    advice: 'At most 300 keys, and 16 KB of keys and values together.',
  },
  EXTENSION_NOT_FOUND: {
    code: 23004,
    text: 'There is no such message to have extensions.',
    advice: 'It may have been taken back.',
  },
  REACTION_KINDS: { code: 23005, text: 'Too many kinds of reactions.', advice: 'A message has at most ten kinds.' },
  REACTION_USERS: { code: 23006, text: 'Too many users reacted so.', advice: 'A kind has at most 100 users.' },
  REACTION_EXISTS: { code: 23007, text: 'You have reacted so already.', advice: 'Nothing is to be done.' },
  REACTION_NOT_FOUND: { code: 23008, text: 'Nobody has reacted so.', advice: 'Read the message again.' },
  REACTION_NOT_YOURS: { code: 23009, text: 'You have not reacted so.', advice: 'Nothing is to be done.' },
  RECALL_TOO_LATE: {
    code: 20016,
    text: 'The message was sent too long ago to be taken back.',
    advice: 'Messages can be taken back for two minutes, or as the operator has set it.',
  },
  RECALL_NOT_FOUND: {
    code: 20022,
    text: 'There is no such message to take back.',
    advice: 'Check the conversation and the seq.',
  },
  MESSAGE_RECALLED: {
    code: 20023,
    text: 'The message was taken back.',
    advice: 'Nothing more can be done to it.',
  },
  MESSAGE_INVALID: {
    code: 90010,
    text: 'The message body is not well formed.',
    advice: 'See the message for the field.',
  },
  MESSAGE_ID_REUSED: {
    code: 90002,
    text: 'This random was used for another message.',
    advice: 'A retry must repeat the same body; a new message needs a new random.',
  },
  MESSAGE_TOO_LONG: {
    code: 80002,
    text: 'The message is too long.',
    advice: 'Send at most 12 KB; put files elsewhere.',
  },
  // groups
  GROUP_PARAMETER: { code: 10004, text: 'A parameter of the group is wrong.', advice: 'See the message for its rule.' },
  GROUP_TOO_MANY: { code: 10005, text: 'Too many items in one request.', advice: 'Split the request.' },
  GROUP_DENIED: {
    code: 10007,
    text: 'Your role in this group does not allow this.',
    advice: 'Ask the owner or an administrator of the group.',
  },
  GROUP_UNSUPPORTED: {
    code: 10007,
    text: 'This type of group does not have this feature.',
    advice: 'See docs/rules.md for what each type can do.',
  },
  GROUP_BANNED: { code: 10007, text: 'This user is banned from the group.', advice: 'Wait until the ban ends.' },
  GROUP_OWNER_STAYS: {
    code: 10009,
    text: 'The owner cannot leave this group.',
    advice: 'Hand the group over or dissolve it.',
  },
  GROUP_NOT_FOUND: { code: 10010, text: 'There is no such group.', advice: 'It may have been dissolved.' },
  GROUP_FULL: { code: 10014, text: 'The group is full.', advice: 'Remove members or raise its maximum.' },
  GROUP_ID_INVALID: {
    code: 10015,
    text: 'This cannot be the id of such a group.',
    advice: 'At most 48 bytes of printable ASCII; only ids of communities begin with @TGS#_.',
  },
  GROUP_ACCOUNT_UNKNOWN: {
    code: 10019,
    text: 'There is no such account.',
    advice: 'Import the account first, or let the user log in once.',
  },
  GROUP_FLOODED: {
    code: 10023,
    text: 'Too many messages come to this group at once.',
    advice: 'Send it again after the given time.',
    retryable: true,
  },
  GROUP_MUTED: {
    code: 10017,
    text: 'You may not speak in this group now.',
    advice: 'You, or everybody, are muted in it: wait until that ends.',
  },
  GROUP_ID_TAKEN: { code: 10021, text: 'Another group has this id.', advice: 'Choose another id.' },
  OFFICIAL_NOT_FOUND: {
    code: 10010,
    text: 'There is no such official account.',
    advice: 'It may have been deleted; a UserID of one begins with @TOA#_.',
  },
  OFFICIAL_ID_TAKEN: { code: 10021, text: 'There is an account with this UserID.', advice: 'Choose another one.' },
  OFFICIAL_QUOTA: {
    code: 10037,
    text: 'The application has as many official accounts as it may have.',
    advice: 'Delete one of them.',
  },
  OFFICIAL_NO_SUBSCRIBER: {
    code: 10004,
    text: 'The user did not subscribe to the official account.',
    advice: 'Call add_subscriber first.',
  },
  GROUP_APPLICATION_HANDLED: {
    code: 10024,
    text: 'There is no such application, or somebody has answered it.',
    advice: 'Read the list of applications again.',
  },
  GROUP_ID_YOURS: { code: 10025, text: 'You own a group with this id already.', advice: 'Use it.' },
  GROUP_ROOM_QUOTA: {
    code: 10036,
    text: 'The application has as many live rooms as it may have.',
    advice: 'Dissolve one, or raise the setting liveRooms.',
  },
  GROUP_USER_QUOTA: {
    code: 10037,
    text: 'The user is in as many groups as allowed.',
    advice: 'Leave one, or raise the setting groupsPerUser.',
  },
  GROUP_MEMBER_LIMIT: {
    code: 10038,
    text: 'More members than a group of this type may have.',
    advice: 'Ask for fewer, or raise the setting of the application.',
  },
  GROUP_ATTRIBUTE_KEY: { code: 10045, text: 'An attribute key is impossible.', advice: 'Use 1–32 bytes.' },
  GROUP_ATTRIBUTE_VALUE: { code: 10046, text: 'An attribute value is too long.', advice: 'Use at most 4,000 bytes.' },
  GROUP_ATTRIBUTES_COUNT: { code: 10047, text: 'Too many attributes.', advice: 'A group has at most 16.' },
  GROUP_ATTRIBUTES_SIZE: {
    code: 10048,
    text: 'The attributes are too long together.',
    advice: 'Keys and values have at most 16,000 bytes.',
  },
  GROUP_ATTRIBUTES_RATE: {
    code: 10049,
    text: 'The attributes of this group change too often.',
    advice: 'Retry after the given time.',
    retryable: true,
  },
  GROUP_ATTRIBUTE_MISSING: { code: 10050, text: 'There is no such attribute.', advice: 'Read the attributes again.' },
  GROUP_ATTRIBUTES_CONFLICT: {
    code: 10056,
    text: 'The attributes have changed since you read them.',
    advice: 'Read them again, then write with the new sequence.',
  },
  TOPIC_NEEDED: {
    code: 10007,
    text: 'Messages of this community go to its topics.',
    advice: 'Name a topic in place of the community.',
  },
  TOPICS_OFF: { code: 11000, text: 'This community has no topics.', advice: 'Turn them on: `supportTopic`.' },
  TOPIC_NOT_FOUND: { code: 110003, text: 'There is no such topic.', advice: 'It may have been deleted.' },
  TOPICS_COUNT: { code: 10037, text: 'Too many topics.', advice: 'Delete some, or have more communities.' },
  PERMISSION_NOT_FOUND: {
    code: 10004,
    text: 'There is no such permission group.',
    advice: 'Read the list of the community’s permission groups.',
  },
  GROUP_PINS_COUNT: {
    code: 10004,
    text: 'Too many pinned messages.',
    advice: 'A group has at most 10: take one down.',
  },
  GROUP_COUNTERS_COUNT: { code: 10063, text: 'Too many counters.', advice: 'A group has at most 20.' },
  // profiles
  PROFILE_INVALID: { code: 40001, text: 'The profile cannot be changed like this.', advice: 'See the message.' },
  PROFILE_ACCOUNT_NOT_FOUND: {
    code: 40003,
    text: 'There is no such account.',
    advice: 'Import the account first, or let the user log in once.',
  },
  PROFILE_WRITE_FORBIDDEN: {
    code: 40008,
    text: 'This profile field is not yours to set.',
    advice: 'Let the application backend set it.',
  },
  PROFILE_TAG_UNKNOWN: {
    code: 40009,
    text: 'There is no such profile field.',
    advice: 'Use a standard tag, or Tag_Profile_Custom_ and 1-8 letters.',
  },
  PROFILE_VALUE_TOO_LONG: {
    code: 40601,
    text: 'The value is too long.',
    advice: 'A text has at most 500 bytes of UTF-8, a location at most 16.',
  },
  PROFILE_VALUE_ILLEGAL: {
    code: 40605,
    text: 'The field does not take this value.',
    advice: 'See the words of the field; a number is an unsigned 32-bit integer.',
  },
  PROFILE_VALUE_TYPE: { code: 40610, text: 'The value has the wrong type.', advice: 'See the type of the field.' },
  // files
  FILE_NOT_FOUND: {
    code: 114000,
    text: 'There is no such file, or it is not for you.',
    advice: 'Files are for those who uploaded them and for those in a conversation that carries them.',
  },
  FILE_DENIED: {
    code: 114001,
    text: 'This ticket or address is not valid, or not any more.',
    advice: 'Ask for a new one: `file.ticket` to upload, `file.url` to read.',
  },
  FILE_TOO_LARGE: {
    code: 114002,
    text: 'The file is too large.',
    advice: 'See the message for what fits.',
  },
  FILE_QUOTA: {
    code: 114002,
    text: 'There is no room left for this file.',
    advice: 'The files of this user, or of the application, have reached their limit.',
  },
  FILE_STORE_UNAVAILABLE: {
    code: 114004,
    text: 'Files cannot be stored or read at the moment.',
    advice: 'Retry later: nothing was kept.',
    retryable: true,
  },
  FILE_INVALID: { code: 114011, text: 'This cannot be uploaded.', advice: 'See the message.' },
  SENDER_MUTED: {
    code: 20012,
    text: 'The sender may not send private messages now.',
    advice: 'The application has muted them: wait until that ends.',
  },
  // friends and blacklist
  BLACKLISTED_BY_RECEIVER: {
    code: 20007,
    text: 'The receiver has blocked the sender.',
    advice: 'Do not retry: the receiver does not want messages of this sender.',
  },
  SENDER_AND_RECEIVER_NOT_FRIENDS: {
    code: 20009,
    text: 'Sender and receiver are no friends of each other.',
    advice: 'In this application only friends write to each other: add the receiver first.',
  },
  SENDER_NOT_A_FRIEND_OF_RECEIVER: {
    code: 20010,
    text: 'The sender is not in the list of friends of the receiver.',
    advice: 'In this application only friends write to each other: ask the receiver for friendship.',
  },
  RECEIVER_NOT_A_FRIEND_OF_SENDER: {
    code: 20011,
    text: 'The receiver is not in the list of friends of the sender.',
    advice: 'In this application only friends write to each other: add the receiver first.',
  },
  FRIEND_INVALID: { code: 30001, text: 'A parameter about friends is wrong.', advice: 'See the message.' },
  FRIEND_NOT_FOUND: { code: 30001, text: 'This user is no friend.', advice: 'Add the friend first.' },
  FRIEND_GROUP_EXISTS: {
    code: 30001,
    text: 'There is a friend group of this name.',
    advice: 'Use the group, or another name.',
  },
  FRIEND_GROUP_NOT_FOUND: {
    code: 30001,
    text: 'There is no friend group of this name.',
    advice: 'Make the group first.',
  },
  BLACKLIST_HAS_ALREADY: { code: 30001, text: 'This user is blocked already.', advice: 'Nothing is to be done.' },
  FRIEND_ACCOUNT_NOT_FOUND: {
    code: 30003,
    text: 'There is no such account.',
    advice: 'Import the account first, or let the user log in once.',
  },
  FRIEND_ADD_FORBIDDEN: {
    code: 30009,
    text: 'This user may not ask others for friendship.',
    advice: 'Ask the operator of the application.',
  },
  FRIEND_LIMIT: { code: 30010, text: 'The list of friends is full.', advice: 'Delete a friend first; 3,000 fit.' },
  FRIEND_GROUP_LIMIT: {
    code: 30011,
    text: 'There are too many friend groups.',
    advice: 'Delete a group first; there may be 32.',
  },
  FRIEND_APPLICATION_LIMIT: {
    code: 30012,
    text: 'Too many applications for friendship wait.',
    advice: 'Wait until some are answered, or delete some; 100 may wait on each side.',
  },
  BLACKLIST_LIMIT: { code: 30013, text: 'The blacklist is full.', advice: 'Unblock somebody first; 1,000 fit.' },
  FRIEND_PEER_LIMIT: {
    code: 30014,
    text: "The other side's list of friends is full.",
    advice: 'The other side has to delete a friend first; 3,000 fit.',
  },
  FRIEND_BLACKLISTED_BY_ME: {
    code: 30515,
    text: 'The user is on your own blacklist.',
    advice: 'Take the user off the blacklist first.',
  },
  FRIEND_PEER_DENIES: {
    code: 30516,
    text: 'The user takes no requests for friendship.',
    advice: 'Do not retry: the user has to allow it first.',
  },
  FRIEND_BLACKLISTED_ME: {
    code: 30525,
    text: 'The user has blocked you.',
    advice: 'Do not retry: the user does not want to be asked.',
  },
  FRIEND_NEEDS_CONSENT: {
    code: 30539,
    text: 'The application was sent; the other side has to agree.',
    advice: 'Wait for the answer: it comes as a change of the applications and of the friends.',
  },
  FRIEND_APPLICATION_NOT_FOUND: {
    code: 30614,
    text: 'There is no such application for friendship.',
    advice: 'Fetch the applications again: it was answered or deleted.',
  },
  FOLLOWING_LIMIT: {
    code: 32100,
    text: 'The user follows too many others.',
    advice: 'Stop following somebody first; 3,000 may be followed.',
  },
  FOLLOWERS_LIMIT: {
    code: 32101,
    text: 'The other user has too many followers.',
    advice: 'Do not retry: at most 100,000 may follow one user.',
  },
  NOT_FRIENDS: { code: 31704, text: 'The user was no friend.', advice: 'Nothing is to be done.' },
  FRIEND_GROUP_STRANGER: {
    code: 32216,
    text: 'Only friends can be in a friend group.',
    advice: 'Add the friend first.',
  },
  // server API (REST): codes that every service shares, then those that services have of their own for the same faults
  IDENTIFIER_MISSING: {
    code: 60004,
    text: 'The identifier is missing or cannot be a UserID.',
    advice: 'Pass `identifier=<administrator>` in the URL.',
  },
  USERSIG_MISSING: { code: 60005, text: 'The UserSig is missing.', advice: 'Pass `usersig=<ticket>` in the URL.' },
  SDKAPPID_INVALID: {
    code: 60006,
    text: 'There is no such SDKAppID.',
    advice: 'Check `sdkappid` in the URL and the server address.',
  },
  COMMAND_UNKNOWN: {
    code: 60009,
    text: 'There is no such command.',
    advice: 'See docs/reference/coverage.md for the commands of this server; use POST.',
  },
  NOT_ADMINISTRATOR: {
    code: 60010,
    text: 'The identifier is no administrator of the application.',
    advice: 'Sign the ticket for an account administrator; the console lists them.',
  },
  APP_TOO_FREQUENT: {
    code: 60011,
    text: 'The application calls too often.',
    advice: 'Slow down; retry after the given time.',
    retryable: true,
  },
  SDKAPPID_MISSING: { code: 60012, text: 'The SDKAppID is missing.', advice: 'Pass `sdkappid=<number>` in the URL.' },
  REQUEST_TOO_LONG: { code: 93000, text: 'The request is too long.', advice: 'Split it; see http.bodyLimitBytes.' },
  LOGIN_SVC_INTERNAL: {
    code: 70500,
    text: 'Something went wrong in the server.',
    advice: 'Retry; quote the reference in the message if it stays.',
    retryable: true,
  },
  C2C_REQUEST_MALFORMED: {
    code: 90001,
    text: 'The request cannot be read.',
    advice: 'Send a JSON object; the message names the field.',
  },
  C2C_BODY_MALFORMED: {
    code: 90002,
    text: 'The MsgBody is not well formed.',
    advice: 'See the message for the element and its rule.',
  },
  C2C_RECEIVER_MISSING: {
    code: 90003,
    text: 'To_Account is missing or no text.',
    advice: 'Name the receiver, or for a batch an array of receivers.',
  },
  C2C_RANDOM_MISSING: { code: 90005, text: 'MsgRandom is missing or no uint32.', advice: 'Pass a random uint32.' },
  C2C_TIME_INVALID: { code: 90006, text: 'MsgTimeStamp is no time.', advice: 'Pass Unix seconds, or leave it out.' },
  C2C_BODY_NO_ARRAY: { code: 90007, text: 'MsgBody is missing or no array.', advice: 'Pass an array of elements.' },
  C2C_SENDER_UNKNOWN: {
    code: 90008,
    text: 'The sender, or who acts, is missing or no account.',
    advice: 'Import the account first.',
  },
  C2C_TOO_MANY: { code: 90011, text: 'More than 500 receivers.', advice: 'Split the request.' },
  C2C_BATCH_TOO_LONG: { code: 90055, text: 'The message of the batch is too long.', advice: 'Send a shorter one.' },
  C2C_RECEIVER_UNKNOWN: { code: 90012, text: 'The receiver is no account.', advice: 'Import the account first.' },
  C2C_IMPORT_KIND: {
    code: 90030,
    text: 'SyncFromOldSystem is missing, or none of 1, 2 and 5.',
    advice: 'Pass 2 for what was said long ago; 1 or 5 for what is new to its receiver.',
  },
  C2C_SYNC_INVALID: { code: 90031, text: 'SyncOtherMachine is neither 1 nor 2.', advice: 'Leave it out, or pass 1.' },
  C2C_PUSH_INVALID: { code: 90043, text: 'OfflinePushInfo is not well formed.', advice: 'See the message.' },
  C2C_LIFETIME_INVALID: { code: 90044, text: 'MsgLifeTime is no number.', advice: 'Pass seconds, at most 604,800.' },
  C2C_ACCOUNT_UNKNOWN: { code: 90048, text: 'There is no such account.', advice: 'Import the account first.' },
  C2C_KEY_MALFORMED: {
    code: 90054,
    text: 'This cannot be a MsgKey.',
    advice: 'Pass what sendmsg answered: <MsgSeq>_<MsgRandom>_<MsgTime>.',
  },
  PUSH_TASKS_MISSING: { code: 90015, text: 'No task is named.', advice: 'Pass 1–500 ids of tasks in TaskIds.' },
  PUSH_TASK_UNKNOWN: {
    code: 90016,
    text: 'There is no such task.',
    advice: 'Pass what im_push answered; a task is known for seven days.',
  },
  PUSH_TOO_MANY_ACCOUNTS: { code: 90018, text: 'More than 100 users.', advice: 'Split the request.' },
  PUSH_TAG_TOO_LONG: { code: 90020, text: 'A tag has more than 50 bytes.', advice: 'Shorten it.' },
  PUSH_TAG_TWICE: {
    code: 90022,
    text: 'A tag is in TagsOr and in TagsAnd.',
    advice: 'Leave it out of TagsOr: TagsAnd asks for it anyway.',
  },
  PUSH_TOO_FREQUENT: {
    code: 90024,
    text: 'Less than a second after the push before.',
    advice: 'Retry after a second.',
    retryable: true,
  },
  PUSH_LIFETIME_TOO_LONG: {
    code: 90026,
    text: 'MsgLifeTime is more than seven days.',
    advice: 'Pass 0–604,800 seconds.',
  },
  PUSH_ATTRIBUTE_NAME: {
    code: 90030,
    text: 'The names of attributes do not fit.',
    advice: 'Name attributes 0–9 with 1–50 bytes each, all of them different.',
  },
  PUSH_TOO_MANY_TAGS: {
    code: 90032,
    text: 'Too many tags.',
    advice: 'A condition has at most 10 tags, a call at most 10 for one user, and a user at most 100.',
  },
  PUSH_ATTRIBUTE_INVALID: {
    code: 90033,
    text: 'There is no such attribute, or its value does not fit.',
    advice: 'Name it with im_set_attr_name first; a value has at most 50 bytes.',
  },
  PUSH_CONDITION_MIXED: {
    code: 90039,
    text: 'The condition names tags and attributes.',
    advice: 'Choose by tags, or by attributes.',
  },
  PUSH_TAG_EMPTY: { code: 90040, text: 'A tag is empty, or there is none.', advice: 'Give tags of 1–50 bytes.' },
  PUSH_QUOTA: {
    code: 90047,
    text: 'The application has used up its pushes of a day.',
    advice: 'Wait, or raise `rest.pushesPerDay`.',
    retryable: true,
  },
  C2C_INTERNAL: {
    code: 91000,
    text: 'Something went wrong in the server.',
    advice: 'Retry; quote the reference in the message if it stays.',
    retryable: true,
  },
  PROFILE_USERS_MISSING: { code: 40002, text: 'No user is named.', advice: 'Name 1–100 users in To_Account.' },
  PROFILE_INTERNAL: {
    code: 40006,
    text: 'Something went wrong in the server.',
    advice: 'Retry; quote the reference in the message if it stays.',
    retryable: true,
  },
  FRIEND_INTERNAL: {
    code: 30006,
    text: 'Something went wrong in the server.',
    advice: 'Retry; quote the reference in the message if it stays.',
    retryable: true,
  },
  CONVERSATION_ACCOUNT_UNKNOWN: {
    code: 50001,
    text: 'There is no such account.',
    advice: 'Import the account first, or let the user log in once.',
  },
  CONVERSATION_PARAMETER: { code: 50002, text: 'A parameter is wrong.', advice: 'See the message for its rule.' },
  CONVERSATION_INTERNAL: {
    code: 50004,
    text: 'Something went wrong in the server.',
    advice: 'Retry; quote the reference in the message if it stays.',
    retryable: true,
  },
  GROUP_INTERNAL: {
    code: 10002,
    text: 'Something went wrong in the server.',
    advice: 'Retry; quote the reference in the message if it stays.',
    retryable: true,
  },
  GROUP_COMMAND_UNKNOWN: {
    code: 10003,
    text: 'There is no such command about groups.',
    advice: 'See docs/reference/coverage.md for the commands of this server; use POST.',
  },
  GROUP_TOO_FREQUENT: {
    code: 10006,
    text: 'Too many calls of this command.',
    advice: 'Slow down; retry after the given time.',
    retryable: true,
  },
  GROUP_MESSAGE_NOT_FOUND: {
    code: 10030,
    text: 'There is no such message in the group.',
    advice: 'Check the group and the MsgSeq.',
  },
  GROUP_MESSAGE_FIXED: {
    code: 10032,
    text: 'The message was taken back, or tells what happened to the group.',
    advice: 'Nothing more can be done to it.',
  },
  GROUP_RECALL_UNSUPPORTED: {
    code: 10033,
    text: 'Messages of this type of group cannot be taken back.',
    advice: 'See docs/rules.md for what each type can do.',
  },
  GROUP_RECEIPT_NONE: {
    code: 10062,
    text: 'The message has no receipts.',
    advice: 'Send it with NeedReadReceipt 1.',
  },
  GROUP_ANSWER_TOO_LONG: {
    code: 10018,
    text: 'The answer has more than 1 MB.',
    advice: 'Ask for fewer groups, members or fields.',
  },
  GROUP_JSON_MALFORMED: { code: 10011, text: 'The body is not valid JSON.', advice: 'Send a JSON object.' },
  HISTORY_PARAMETER: { code: 1002, text: 'A parameter is wrong.', advice: 'See the message for its rule.' },
  HISTORY_INTERNAL: {
    code: 1003,
    text: 'Something went wrong in the server.',
    advice: 'Retry; quote the reference in the message if it stays.',
    retryable: true,
  },
  HISTORY_NOT_YET: {
    code: 1004,
    text: 'There is no file of this hour, or none yet.',
    advice: 'Ask again after the hour; see the message.',
  },
  HISTORY_EXPIRED: { code: 1005, text: 'The hour is over for more than seven days.', advice: 'Ask sooner.' },
  MUTE_JSON_MALFORMED: { code: 130001, text: 'The body is not valid JSON.', advice: 'Send a JSON object.' },
  MUTE_GET_MISSING: { code: 130002, text: 'Get_Account is missing.', advice: 'Name the user.' },
  MUTE_GET_INVALID: { code: 130003, text: 'Get_Account is no account.', advice: 'Import the account first.' },
  MUTE_SET_MISSING: { code: 130004, text: 'Set_Account is missing.', advice: 'Name the user.' },
  MUTE_SET_INVALID: { code: 130005, text: 'Set_Account is no account.', advice: 'Import the account first.' },
  MUTE_TIME_MISSING: {
    code: 130008,
    text: 'No time is given.',
    advice: 'Give C2CmsgNospeakingTime, GroupmsgNospeakingTime or both.',
  },
  MUTE_INTERNAL: {
    code: 130014,
    text: 'Something went wrong in the server.',
    advice: 'Retry; quote the reference in the message if it stays.',
    retryable: true,
  },
  // conversations
  CONVERSATION_NOT_FOUND: {
    code: 50002,
    text: 'You have no such conversation.',
    advice: 'Name C2C<UserID> of an account that exists, or GROUP<GroupID> of a group that you are in.',
  },
  CONVERSATION_INVALID: { code: 50002, text: 'A parameter about conversations is wrong.', advice: 'See the message.' },
  CONVERSATION_GROUP_EXISTS: {
    code: 50002,
    text: 'There is a group of conversations of this name.',
    advice: 'Use the group, or another name.',
  },
  CONVERSATION_TOO_MANY: {
    code: 51006,
    text: 'The number of conversations in the request is wrong.',
    advice: 'Name at least one, and at most as many as the message says.',
  },
  CONVERSATION_GROUPED_LIMIT: {
    code: 51008,
    text: 'There are too many conversations in groups.',
    advice: 'Take some out first; 1,000 may be in all groups together.',
  },
  CONVERSATION_GROUP_NOT_FOUND: {
    code: 51009,
    text: 'There is no group of conversations of this name.',
    advice: 'Make the group first.',
  },
  CONVERSATION_GROUP_LIMIT: {
    code: 51010,
    text: 'There are too many groups of conversations.',
    advice: 'Delete a group first; there may be 20.',
  },
  CONVERSATION_GROUP_NAME: {
    code: 51011,
    text: 'This cannot be the name of a group of conversations.',
    advice: 'Use 1–32 bytes.',
  },
  CONVERSATION_PIN_LIMIT: {
    code: 51012,
    text: 'There are too many pinned conversations.',
    advice: 'Let one go first; 50 may be pinned.',
  },
} as const satisfies Record<string, ErrorRow>

export type ErrorName = keyof typeof ERRORS

/** The row of a wire code, or nothing when the code is not ours. */
export function errorByCode(code: number): (ErrorRow & { name: ErrorName }) | undefined {
  for (const name of Object.keys(ERRORS) as ErrorName[]) {
    if (ERRORS[name].code === code) return { name, ...ERRORS[name] }
  }
  return undefined
}
