import { ChatError } from '@signet/chat'
import { useCallback } from 'react'
import { useLanguage } from './language.tsx'

/** What went wrong, for people. What is not listed is told in the server's own words. */
const TEXTS: Readonly<Record<number, readonly [en: string, zh: string]>> = {
  2108: ['The file is empty.', '文件为空。'],
  2252: ['This is not an image that can be sent.', '该图片格式不支持发送。'],
  2253: ['The image is too large: at most 20 MB.', '图片过大，最大 20 MB。'],
  2400: ['The file could not be uploaded.', '文件上传失败。'],
  2402: ['The file is too large: at most 100 MB.', '文件过大，最大 100 MB。'],
  2480: ['Somebody else has edited this message.', '该消息已被他人修改。'],
  2601: ['This group is joined by invitation only.', '该群仅可通过邀请加入。'],
  2622: ['A team cannot be dissolved. You can leave it.', '好友工作群不能解散，可以退出。'],
  2623: ['You are not in this group.', '你不在该群中。'],
  2800: ['The server cannot be reached right now.', '暂时无法连接服务器。'],
  2801: ['The server did not answer in time.', '服务器响应超时。'],
  2990: ['Cancelled.', '已取消。'],
  3001: ['Signing in failed.', '登录失败。'],
  3004: ['Your ticket (UserSig) is no longer valid.', 'UserSig 已失效。'],
  10007: ['Your role does not allow this here.', '你的角色无权执行此操作。'],
  10009: ['The owner cannot leave. Hand the group over first.', '群主不能退群，请先转让群主。'],
  10010: ['There is no such group.', '该群不存在。'],
  10013: ['They are in the group already.', '对方已在群中。'],
  10014: ['The group is full.', '群成员已满。'],
  10015: ['This cannot be the ID of such a group.', '群组 ID 不合法。'],
  10017: ['You may not speak here now.', '你已被禁言。'],
  10019: ['There is no such user.', '该用户不存在。'],
  10021: ['Another group has this ID.', '群组 ID 已被占用。'],
  10023: ['Too many messages come to this group at once.', '该群消息过于频繁，请稍后再试。'],
  10024: ['Somebody has answered this already.', '该申请已被处理。'],
  10025: ['You own a group with this ID already.', '你已拥有该 ID 的群组。'],
  20003: ['This user has not signed in yet.', '该用户还没有登录过。'],
  20006: ['The application refused the message.', '消息被应用拒绝。'],
  20007: ['This user does not take messages from you.', '对方拒收你的消息。'],
  20016: ['Too late: messages can be recalled for two minutes.', '发送已超过 2 分钟，无法撤回。'],
  23005: ['A message takes at most ten kinds of reactions.', '一条消息最多 10 种表态。'],
  60007: ['Too fast. Wait a moment.', '操作过于频繁，请稍候。'],
  60017: ['This works on the machine of the server only.', '该功能仅限在服务器本机使用。'],
  70001: ['The UserSig has expired.', 'UserSig 已过期。'],
  70003: ['This is not a UserSig.', '不是有效的 UserSig。'],
  70005: ['This is not a UserSig.', '不是有效的 UserSig。'],
  70009: ['The UserSig does not fit the keys of this application.', 'UserSig 与应用密钥不匹配。'],
  70013: ['The UserSig was made for another UserID.', 'UserSig 与 UserID 不匹配。'],
  70014: ['The UserSig was made for another SDKAppID.', 'UserSig 与 SDKAppID 不匹配。'],
  70020: ['There is no such SDKAppID.', 'SDKAppID 不存在。'],
  70050: ['Too many failed tries. Wait a minute.', '失败次数过多，请稍后再试。'],
  70051: ['This account is blocked.', '账号已被封禁。'],
  70052: ['This ticket was withdrawn just now. Try again in a second.', 'UserSig 刚被撤销，请稍后重试。'],
  70107: ['There is no such account.', '账号不存在。'],
  80001: ['The message has words that are not allowed here.', '消息包含不允许的内容。'],
  80002: ['The message is too long.', '消息过长。'],
}

/** What an error means to the reader. */
export function errorText(error: unknown, language: 'en' | 'zh'): string {
  if (error instanceof ChatError) {
    const text = TEXTS[error.code]?.[language === 'zh' ? 1 : 0]
    return text ?? `${error.message} (${error.code})`
  }
  return error instanceof Error ? error.message : String(error)
}

export function useErrorText(): (error: unknown) => string {
  const { language } = useLanguage()
  return useCallback((error) => errorText(error, language), [language])
}
