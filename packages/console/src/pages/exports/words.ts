import { defineWords } from '../../language/words.ts'

export const words = defineWords({
  title: { en: 'Export', zh: '导出' },
  text: {
    en: 'Everything that this application has, as one file that another server takes in.',
    zh: '将该应用的全部数据导出为一个文件，可导入另一台服务器。',
  },
  what: { en: 'What is in it', zh: '包含内容' },
  has: {
    en: 'Accounts, profiles, friends, blacklists, groups with their members and settings, conversations and how far everybody has read, sensitive words, public keys, and all messages.',
    zh: '账号、资料、好友、黑名单、群组及成员与设置、会话与已读位置、敏感词、公钥，以及全部消息。',
  },
  hasNot: {
    en: 'Not in it: secret keys and webhook URLs (their secrets are sealed on this server), and the bytes of files.',
    zh: '不包含：密钥与回调 URL（其密钥仅在本服务器可解密），以及文件内容。',
  },
  warning: {
    en: 'The file holds every message in plain text. Keep it as you keep the server itself.',
    zh: '文件以明文包含全部消息，请像保护服务器一样保护它。',
  },
  download: { en: 'Download the export', zh: '下载导出文件' },
  again: { en: 'It is made while it is downloaded; the server goes on working.', zh: '边生成边下载，不影响服务。' },
  progress: { en: 'Progress', zh: '进度' },
  running: {
    en: 'Goes on: {rows} rows and {records} records of messages so far',
    zh: '进行中：已导出 {rows} 行、{records} 条消息记录',
  },
  done: { en: 'Done: {rows} rows and {records} records of messages', zh: '完成：{rows} 行、{records} 条消息记录' },
  failed: {
    en: 'Broken off after {rows} rows and {records} records. Start again.',
    zh: '在 {rows} 行、{records} 条记录后中断，请重新开始。',
  },
  by: { en: 'Started by {name}, {ago}', zh: '由 {name} 于 {ago} 开始' },
  import: { en: 'Take it in elsewhere', zh: '导入到其他服务器' },
  importText: {
    en: 'In the console of the other server, under Import; or there on the command line, while the server is stopped:',
    zh: '在目标服务器控制台的“导入应用”页面导入；或先停止服务，在命令行执行：',
  },
})
