import { defineWords } from '../../language/words.ts'

export const words = defineWords({
  title: { en: 'UserSig: how your users sign in', zh: 'UserSig：用户如何登录' },
})
