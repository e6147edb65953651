import { defineWords } from '../../language/words.ts'

export const words = defineWords({
  title: { en: 'Applications', zh: '应用管理' },
  text: {
    en: 'Each application has its own users, keys and messages, and sees nothing of the others.',
    zh: '每个应用拥有独立的用户、密钥与消息，彼此完全隔离。',
  },
  name: { en: 'Name', zh: '应用名称' },
  created: { en: 'Created', zh: '创建时间' },
  empty: { en: 'No application yet', zh: '还没有应用' },
})
