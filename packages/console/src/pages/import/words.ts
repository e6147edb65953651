import { defineWords } from '../../language/words.ts'

export const words = defineWords({
  title: { en: 'Import an application', zh: '导入应用' },
  text: {
    en: 'An export of another server becomes an application of this one, while it works. All of it comes in, or nothing.',
    zh: '将其他服务器的导出文件导入为本服务器的应用，无需停机。要么全部导入，要么不导入任何内容。',
  },
  choose: { en: 'Choose the file', zh: '选择文件' },
  progress: { en: 'Progress', zh: '进度' },
  by: { en: 'Started by {name}, {ago}', zh: '由 {name} 于 {ago} 开始' },
  file: { en: 'Export file', zh: '导出文件' },
  fileHelp: { en: 'signet-….ndjson.gz, as it was downloaded', zh: '下载得到的 signet-….ndjson.gz 文件' },
  as: { en: 'Another SDKAppID (optional)', zh: '使用其他 SDKAppID（可选）' },
  asHelp: { en: 'Empty: the one that it had', zh: '留空则沿用原 SDKAppID' },
  asWrong: { en: 'A number from 1 to 4294967295', zh: '请输入 1 到 4294967295 的数字' },
  trust: {
    en: 'Import only files that you trust: what is in them is believed, accounts, keys and messages.',
    zh: '请仅导入可信的文件：其中的账号、密钥与消息都会被采信。',
  },
  send: { en: 'Import', zh: '导入' },
  stop: { en: 'Stop', zh: '停止' },
  sent: { en: '{sent} of {all} sent', zh: '已上传 {sent} / {all}' },
  arriving: {
    en: '{name}: {rows} rows and {records} records of messages so far',
    zh: '{name}：已导入 {rows} 行、{records} 条消息记录',
  },
  beginning: { en: 'The file is looked at', zh: '正在读取文件' },
  arrived: {
    en: '{name} is here as SDKAppID {id}: {rows} rows and {records} records of messages.',
    zh: '{name} 已导入，SDKAppID 为 {id}：{rows} 行、{records} 条消息记录。',
  },
  next: {
    en: 'Secret keys and callback URLs do not travel: make new ones, and give the key to the backend.',
    zh: '密钥与回调地址不会随文件迁移：请重新创建，并更新到业务后台。',
  },
  open: { en: 'Open it', zh: '打开应用' },
  broken: { en: 'Not imported, and nothing of it is left: {why}', zh: '导入失败，未留下任何数据：{why}' },
})
