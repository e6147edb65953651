import { expect, test } from 'vitest'
import { blocksOf, inlineOf } from './markdown-blocks.ts'

test('headings, paragraphs, lists, tables and code are told apart, and the title is left out', () => {
  const page =
    '# Title\n\nOne\ntwo\n\n## Part\n\n1. a\n   b\n2. c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```js\n# no heading\n```\n'
  expect(blocksOf(page)).toEqual([
    { kind: 'paragraph', text: 'One two' },
    { kind: 'heading', level: 2, text: 'Part' },
    { kind: 'list', ordered: true, items: ['a b', 'c'] },
    { kind: 'table', head: ['x', 'y'], rows: [['1', '2']] },
    { kind: 'code', text: '# no heading' },
  ])
})

test('lines of Chinese go on without a space', () => {
  expect(blocksOf('你好，\n世界')).toEqual([{ kind: 'paragraph', text: '你好，世界' }])
})

test('what stands in a line is told apart, and what is no mark stays text', () => {
  expect(inlineOf('a `b*c` **d** [e](f.md) ![g](h.png) <i>x</i>')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'code', text: 'b*c' },
    { kind: 'text', text: ' ' },
    { kind: 'strong', text: 'd' },
    { kind: 'text', text: ' ' },
    { kind: 'link', text: 'e', target: 'f.md' },
    { kind: 'text', text: ' ' },
    { kind: 'image', text: 'g', target: 'h.png' },
    { kind: 'text', text: ' <i>x</i>' },
  ])
})
