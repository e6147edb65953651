import type { Text } from '../../language/language.ts'

/** What to do about each refusal of a login, by its name. What is not here is told in the server's words. */
export const adviceWords: Readonly<Record<string, Text>> = {
  USERSIG_EXPIRED: {
    en: 'Sign a new one at every login. If it is new: `expire` is in seconds, and the clock of the signing machine must be right (NTP).',
    zh: '每次登录都重新签发。若刚刚签发：expire 单位是秒，并检查签发机器的时钟（NTP）。',
  },
  USERSIG_EMPTY: {
    en: 'The backend’s answer did not reach the login: look at what the app passes as userSig.',
    zh: '业务后台的返回值没有传到登录接口，请检查传入的 userSig。',
  },
  USERSIG_MALFORMED: {
    en: 'Pass the ticket on unchanged: it was cut, quoted or percent-encoded on its way.',
    zh: '请原样传递票据：它在传输中被截断、加了引号或做了 URL 编码。',
  },
  USERSIG_INVALID: {
    en: 'Sign with one of the samples here, or with a current library.',
    zh: '请使用本页示例代码或最新的签发库。',
  },
  USERSIG_KEY_MISMATCH: {
    en: 'The backend signs with another key: compare it with the page “Keys”. A v1 private key and a v2 secret are not the same thing.',
    zh: '业务后台使用了其他密钥，请与“密钥管理”页面核对；v1 私钥与 v2 SecretKey 不可混用。',
  },
  USERSIG_USER_MISMATCH: {
    en: 'Log in with exactly the UserID that it was signed for; upper and lower case differ.',
    zh: '登录使用的 UserID 必须与签发时完全一致，区分大小写。',
  },
  USERSIG_APP_MISMATCH: {
    en: 'It names another SDKAppID: the backend or the app is configured for another application.',
    zh: '票据属于其他 SDKAppID，请检查业务后台与客户端的配置。',
  },
  USERSIG_NO_KEY: {
    en: 'This application has no usable key: make one on the page “Keys”.',
    zh: '应用没有有效密钥，请在“密钥管理”页面创建。',
  },
  USERSIG_REVOKED: {
    en: 'The account was signed out by the server API after this ticket was made: sign a new one.',
    zh: '签发之后该账号的登录已被服务端 API 失效，请重新签发。',
  },
  APP_DISABLED: {
    en: 'Enable the application on the page “Applications”.',
    zh: '请在“应用管理”页面重新启用该应用。',
  },
  ACCOUNT_NOT_FOUND: {
    en: 'Accounts of this application are imported: import the UserID first, or let the first login make it (Application configuration).',
    zh: '该应用的账号需先导入：请先导入该 UserID，或在“应用配置”中允许首次登录自动创建。',
  },
  BAD_PARAMETER: {
    en: 'A UserID has 1–32 bytes of printable ASCII without slashes.',
    zh: 'UserID 为 1–32 字节的可见 ASCII 字符，不能包含斜杠。',
  },
}
