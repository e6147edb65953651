import { defineWords } from '../../language/words.ts'

export const pushWords = defineWords({
  title: { en: 'Push gateway', zh: '推送网关' },
  text: {
    en: 'Messages for people who are not signed in anywhere go to this URL, so that your program can push them to phones.',
    zh: '发给未登录用户的消息会转到此 URL，由您的程序推送到手机。',
  },
  set: { en: 'Set a gateway', zh: '设置网关' },
  edit: { en: 'Edit', zh: '编辑' },
  remove: { en: 'Remove', zh: '移除' },
  removeText: {
    en: 'Nobody is pushed any more. What waits is given up, and the secret is gone.',
    zh: '将不再推送；等待中的推送会放弃，密钥也会删除。',
  },
  none: { en: 'No gateway: phones are not told of messages.', zh: '尚未设置：手机不会收到推送。' },
  url: { en: 'URL', zh: 'URL' },
  urlHelp: {
    en: 'https://. http:// reaches only machines off the Internet that the operator of the server allows.',
    zh: '以 https:// 开头。http:// 只能访问公网以外、由服务器运营者允许的地址。',
  },
  language: { en: 'Language of [Image], [Voice] …', zh: '[图片]、[语音] 等的语言' },
  en: { en: 'English', zh: '英文' },
  zh: { en: 'Chinese', zh: '中文' },
  save: { en: 'Save', zh: '保存' },
  secret: { en: 'Signing secret', zh: '签名密钥' },
  secretText: {
    en: 'Verify what arrives with this secret, and sign your reports with it.',
    zh: '用此密钥校验收到的请求，并为上报签名。',
  },
  showSecret: { en: 'Show the secret', zh: '查看密钥' },
  rotate: { en: 'New secret', zh: '更换密钥' },
  rotateText: { en: 'The old one is good for another day.', zh: '旧密钥在一天内仍然有效。' },
  tryOut: { en: 'Try', zh: '测试' },
  tryText: { en: 'Sends a test push for a user, now.', zh: '立即为某个用户发送一条测试推送。' },
  user: { en: 'UserID', zh: 'UserID' },
  works: { en: 'Taken after {ms} ms.', zh: '网关已接收，用时 {ms} 毫秒。' },
  fails: { en: 'It did not work: {why}', zh: '失败：{why}' },
  waiting: { en: '{n} waiting', zh: '等待 {n} 条' },
  failing: { en: 'Not reached: {why}', zh: '无法送达：{why}' },
})
