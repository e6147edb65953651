import { defineWords } from '../language/words.ts'

export const words = defineWords({
  loading: { en: 'Loading', zh: '加载中' },
  notLoaded: { en: 'This could not be loaded', zh: '加载失败' },
  again: { en: 'Try again', zh: '重试' },
  unknown: { en: 'Something went wrong in this page.', zh: '页面出现错误。' },
  offline: { en: 'The server cannot be reached. Is it running?', zh: '无法连接服务器，请确认它正在运行。' },
  tooFrequent: { en: 'Too often: try again in {seconds} s.', zh: '操作过于频繁，请在 {seconds} 秒后重试。' },
  busy: { en: 'The server is busy: try again in a moment.', zh: '服务器繁忙，请稍后重试。' },
  signInAgain: { en: 'Your session is over: sign in again.', zh: '登录状态已失效，请重新登录。' },
  noApplication: { en: 'This application does not exist (any more).', zh: '该应用不存在或已被删除。' },
  copy: { en: 'Copy', zh: '复制' },
  copied: { en: 'Copied', zh: '已复制' },
  notCopied: { en: 'Copying is not allowed here: select the text.', zh: '浏览器不允许复制，请手动选择文本。' },
  cancel: { en: 'Cancel', zh: '取消' },
  close: { en: 'Close', zh: '关闭' },
  typeToConfirm: { en: 'Type {text} to confirm', zh: '请输入 {text} 以确认' },
  previous: { en: 'Previous', zh: '上一页' },
  next: { en: 'Next', zh: '下一页' },
  nothingHere: { en: 'Nothing here', zh: '暂无数据' },
  inMemory: { en: 'This server keeps messages in memory only', zh: '该服务器仅在内存中保存消息' },
  inMemoryText: {
    en: 'There is nothing to take them from. Choose a timeline on disk in its settings.',
    zh: '没有可复制的内容。请在服务器配置中选择磁盘存储（timeline.url）。',
  },
  rowsInAll: { en: '{n} in all', zh: '共 {n} 条' },
})
