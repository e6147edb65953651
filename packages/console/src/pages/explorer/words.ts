import { defineWords } from '../../language/words.ts'

export const words = defineWords({
  title: { en: 'REST explorer', zh: 'REST API 调试' },
  text: {
    en: 'Every command of the server API: fill in, send, read the answer. Calls are made as an account administrator, for real, and are in the audit log.',
    zh: '服务端 API 的全部命令：填写、发送、查看应答。以应用管理员身份真实执行，并记入审计日志。',
  },
  search: { en: 'Search commands', zh: '搜索命令' },
  commands: { en: 'Commands', zh: '命令' },
  found: { en: '{n} of {all}', zh: '{n} / {all}' },
  pick: { en: 'Choose a command', zh: '请选择命令' },
  pickText: { en: 'Search by path, or by what it does.', zh: '可按路径或功能搜索。' },
  nothing: { en: 'No command says that', zh: '没有匹配的命令' },
  administrator: { en: 'Administrator', zh: '管理员' },
  form: { en: 'Form', zh: '表单' },
  json: { en: 'JSON', zh: 'JSON' },
  mode: { en: 'How to fill in', zh: '填写方式' },
  body: { en: 'Request body', zh: '请求正文' },
  notJson: { en: 'This is no JSON object: {why}', zh: '不是 JSON 对象：{why}' },
  required: { en: 'required', zh: '必填' },
  leaveOut: { en: '(left out)', zh: '（不填）' },
  noFields: { en: 'This command takes an empty body.', zh: '该命令无需参数。' },
  reason: { en: 'Reason', zh: '原因' },
  reasonHelp: {
    en: 'The answer holds what people wrote: why it is read is kept in the audit log.',
    zh: '应答包含用户消息，查看原因将记入审计日志。',
  },
  call: { en: 'Call', zh: '调用' },
  answer: { en: 'Answer', zh: '应答' },
  answered: { en: '{ms} ms', zh: '{ms} 毫秒' },
  succeeded: { en: 'OK', zh: '成功' },
  refused: { en: 'ErrorCode {code} · {name}', zh: 'ErrorCode {code} · {name}' },
  curl: { en: 'The same with curl', zh: '等价的 curl 命令' },
  curlText: {
    en: 'Put the UserSig of the administrator in place of $USERSIG.',
    zh: '将 $USERSIG 替换为管理员的 UserSig。',
  },
  mayNot: {
    en: 'Calling takes the role operator; you can look at the commands and copy the curl line.',
    zh: '调用需要 operator 角色；您可以查看命令并复制 curl。',
  },
})
