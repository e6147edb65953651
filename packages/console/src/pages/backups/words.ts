import { defineWords } from '../../language/words.ts'

export const words = defineWords({
  title: { en: 'Backups', zh: '备份' },
  text: {
    en: 'Copies of the whole data folder: every application, message, file and secret, as of one moment. The server goes on working.',
    zh: '整个数据目录在同一时刻的副本：所有应用、消息、文件与密钥。备份期间服务不中断。',
  },
  create: { en: 'Back up now', zh: '立即备份' },
  where: {
    en: 'They lie in {folder} on the server. Take them to another machine: a backup on the same disk goes with it.',
    zh: '备份位于服务器的 {folder}。请转存到其他机器：与数据同盘的备份会随磁盘一起丢失。',
  },
  none: { en: 'No backup yet', zh: '暂无备份' },
  noneText: { en: 'Make one, then verify it and take it elsewhere.', zh: '创建备份后，请校验并转存。' },
  name: { en: 'Name', zh: '名称' },
  time: { en: 'As of', zh: '时间点' },
  size: { en: 'Size', zh: '大小' },
  records: { en: 'Records', zh: '记录数' },
  actions: { en: 'Actions', zh: '操作' },
  verify: { en: 'Verify', zh: '校验' },
  creating: { en: 'Backing up', zh: '正在备份' },
  verifying: { en: 'Verifying {name}: {count} files', zh: '正在校验 {name}：{count} 个文件' },
  database: { en: 'Copying the database', zh: '正在复制数据库' },
  messages: { en: 'Copying messages: {count} records', zh: '正在复制消息：{count} 条记录' },
  files: { en: 'Copying files', zh: '正在复制文件' },
  hashes: { en: 'Hashing: {count} files', zh: '正在计算哈希：{count} 个文件' },
  created: { en: 'The backup {name} is whole.', zh: '备份 {name} 已完成。' },
  verified: { en: 'Every byte of {name} is as it was.', zh: '备份 {name} 校验通过。' },
  failed: { en: 'It failed: {why}', zh: '失败：{why}' },
  restore: { en: 'Restore', zh: '恢复' },
  restoreText: {
    en: 'On any machine, into a new folder; then start the server on it:',
    zh: '在任意机器上恢复到新目录，然后以该目录启动服务：',
  },
})
