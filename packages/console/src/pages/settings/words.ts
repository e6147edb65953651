import { defineWords } from '../../language/words.ts'

export const words = defineWords({
  save: { en: 'Save', zh: '保存' },
  undo: { en: 'Undo', zh: '撤销修改' },
  saved: { en: 'Saved. It holds from now on.', zh: '已保存并立即生效。' },
  bounds: { en: '{from}–{to} {unit}; {standard} unless it is changed.', zh: '{from}–{to} {unit}；默认 {standard}。' },
  wrong: { en: 'A whole number from {from} to {to}.', zh: '请输入 {from} 到 {to} 的整数。' },
  readOnly: { en: 'Your role may look at this, and not change it.', zh: '当前角色只能查看，不能修改。' },
})
