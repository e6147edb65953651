import { ROLES, type Role } from '@signet/protocol/console/roles'
import { defineWords, useWords } from '../language/words.ts'

const words = defineWords({
  owner: { en: 'Owner', zh: '所有者' },
  operator: { en: 'Operator', zh: '运营' },
  developer: { en: 'Developer', zh: '开发者' },
  readOnly: { en: 'Read-only', zh: '只读' },
  ownerText: { en: 'Everything, and who works here.', zh: '全部权限，并可管理控制台用户。' },
  operatorText: {
    en: 'People, groups, words and settings; messages with a reason. And what a developer may.',
    zh: '管理用户、群组、敏感词与设置，说明原因后可查看消息；包含开发者权限。',
  },
  developerText: {
    en: 'Keys, callbacks and development tools. And what read-only may.',
    zh: '管理密钥、回调与开发工具；包含只读权限。',
  },
  readOnlyText: { en: 'Figures, lists and settings; changes nothing.', zh: '查看数据、列表与设置，不可修改。' },
})

/** What roles are called, and what they may. */
export function useRoles() {
  const t = useWords(words)
  return {
    say: (role: Role): string => t(role),
    explain: (role: Role): string => t(`${role}Text`),
    /** Most powerful last. */
    options: ROLES.map((value) => ({ value, text: t(value) })),
  }
}
