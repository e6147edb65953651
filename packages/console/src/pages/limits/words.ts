import { defineWords } from '../../language/words.ts'

export const words = defineWords({
  title: { en: 'Features and limits', zh: '功能与限制' },
  text: {
    en: 'How much of everything this application may have. A change holds at once.',
    zh: '设置本应用各项用量上限，修改立即生效。',
  },
  messages: { en: 'Messages', zh: '消息' },
  maxMessageBytes: { en: 'Largest message', zh: '单条消息大小上限' },
  maxMessageHelp: { en: 'Elements and custom data together.', zh: '消息元素与自定义数据合计。' },
  bytes: { en: 'bytes', zh: '字节' },
  roamingDays: { en: 'History is kept for', zh: '历史消息保存时长' },
  roamingHelp: { en: '0: for ever. What is older is deleted for good.', zh: '0 表示永久保存；超期消息将被永久删除。' },
  days: { en: 'days', zh: '天' },
  groups: { en: 'Groups', zh: '群组' },
  groupsPerUser: { en: 'Groups of one account', zh: '单账号可加入群数' },
  groupsHelp: { en: 'Live rooms do not count.', zh: '不含直播群。' },
  liveRooms: { en: 'Live rooms', zh: '直播群数量' },
  roomMessages: { en: 'Messages a second in a live room', zh: '直播群每秒消息数' },
  roomMessagesHelp: {
    en: '0: what the server allows. What is more is dropped by priority.',
    zh: '0 表示按服务器上限；超出部分按优先级丢弃。',
  },
  privateMembers: { en: 'Members of a Work (Private) group', zh: '好友工作群 (Work) 成员上限' },
  publicMembers: { en: 'Members of a Public group', zh: '陌生人社交群 (Public) 成员上限' },
  chatRoomMembers: { en: 'Members of a Meeting (ChatRoom) group', zh: '临时会议群 (Meeting) 成员上限' },
  communityMembers: { en: 'Members of a Community', zh: '社群 (Community) 成员上限' },
  unitGroups: { en: 'groups', zh: '个群' },
  unitMessages: { en: 'messages', zh: '条' },
  unitRooms: { en: 'rooms', zh: '个' },
  unitMembers: { en: 'members', zh: '人' },
})
