import { expect, test } from 'vitest'
import { quotedRules, writtenRules } from './rules.ts'

test('rules are the first cells of table rows, headings and prose are not', () => {
  const page = '# TL9 is old\n| rule | text |\n|---|---|\n| TL1 | see TL2 |\n| **SES12** | x |\n'
  expect(writtenRules(page)).toEqual(['TL1', 'SES12'])
})

test('a test quotes the rules at the start of its name, checks aside', () => {
  const source = [
    "test('" + "[TL1] [TL2] appends', …)",
    'test.each(rows)(\n  `' + '[SES3] %s`, …)',
    "test('" + "[CHK17] fragments', …)",
    "// [TL9] in a comment, and 'a name with [TL8] inside'",
  ].join('\n')
  expect([...quotedRules(source)]).toEqual(['TL1', 'TL2', 'SES3'])
})
