import { defineWords } from '../../language/words.ts'

export const words = defineWords({
  title: { en: 'Sign in to the console', zh: '登录控制台' },
  ended: { en: 'Your session is over. Sign in again to go on.', zh: '登录状态已失效，请重新登录。' },
  name: { en: 'Name', zh: '用户名' },
  password: { en: 'Password', zh: '密码' },
  code: { en: 'One-time code', zh: '动态验证码' },
  codeHelp: {
    en: 'Six digits from your authenticator app, or a recovery code.',
    zh: '身份验证器应用中的六位数字，或一个恢复码。',
  },
  signIn: { en: 'Sign in', zh: '登录' },
  wrong: { en: 'The name or the password is wrong.', zh: '用户名或密码错误。' },
  wrongCode: { en: 'The name, the password or the code is wrong.', zh: '用户名、密码或验证码错误。' },
  factorTitle: { en: 'Set up a second factor', zh: '设置两步验证' },
  factorText: {
    en: 'Everybody has to have one here: beside the password, a sign-in then takes a code from your phone.',
    zh: '此控制台要求所有人启用两步验证：登录时除密码外还需输入手机上的验证码。',
  },
  goOn: { en: 'Go on', zh: '继续' },
  forgot: {
    en: 'First start? The password was printed by the server. Lost it?',
    zh: '首次启动时密码会打印在服务器终端。忘记密码？',
  },
  forgotHelp: { en: 'On the server, run', zh: '请在服务器上运行' },
  chooseTitle: { en: 'Choose a password', zh: '设置新密码' },
  chooseText: {
    en: 'You are signed in with a one-time password. Choose one that only you know to go on.',
    zh: '你正在使用一次性密码。请设置一个只有你知道的密码后继续。',
  },
  current: { en: 'One-time password', zh: '一次性密码' },
  fresh: { en: 'New password', zh: '新密码' },
  freshHelp: {
    en: '12 characters or more, at least 6 different ones, without your name.',
    zh: '至少 12 个字符、6 个不同字符，且不能包含用户名。',
  },
  repeat: { en: 'New password again', zh: '再次输入新密码' },
  differs: { en: 'The two are not the same.', zh: '两次输入不一致。' },
  currentWrong: { en: 'The current password is wrong.', zh: '当前密码错误。' },
  save: { en: 'Save and go on', zh: '保存并继续' },
  signOut: { en: 'Sign out', zh: '退出登录' },
})
