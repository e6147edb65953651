import { stripTypeScriptTypes } from 'node:module'
import { expect, test } from 'vitest'
import { API_SCRIPT } from './api-script.ts'
import { APPLICATIONS_SCRIPT } from './applications-script.ts'
import { HTML } from './html.ts'
import { MAIN_SCRIPT } from './main-script.ts'
import { STYLE } from './style.ts'
import { WORDS, WORDS_SCRIPT, type Word } from './words.ts'

const SCRIPTS = { API_SCRIPT, APPLICATIONS_SCRIPT, MAIN_SCRIPT, WORDS_SCRIPT }
const words = Object.keys(WORDS.en) as Word[]

test.each(Object.entries(SCRIPTS))('%s is a script', (_name, script) => {
  expect(() => stripTypeScriptTypes(script)).not.toThrow()
  expect(() => stripTypeScriptTypes(`${script} }`)).toThrow()
})

test('[CON11] nothing in the page runs that is written in it, and no text becomes markup', () => {
  expect(HTML).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc="\/console\/)/i)
  expect(Object.values(SCRIPTS).join('\n')).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|createContextualFragment/,
  )
  expect(STYLE + HTML).not.toMatch(/url\(|@import|https?:\/\/(?!www\.w3\.org\/2000\/svg)/)
})

test('every word of the page is in both languages, with the same gaps to fill', () => {
  const gaps = (text: string) => [...text.matchAll(/\{\w+\}|`/g)].map(String).sort()
  for (const word of words) {
    expect(WORDS.zh[word].trim()).not.toBe('')
    expect([word, gaps(WORDS.zh[word])]).toEqual([word, gaps(WORDS.en[word])])
  }
})

test('the page says no word that is not there, and none is there that it does not say', () => {
  const source = HTML + MAIN_SCRIPT + APPLICATIONS_SCRIPT
  const inPage = [...HTML.matchAll(/data-t(?:-label)?="([^"]+)"/g)].map((match) => match[1]!)
  const inScripts = [...source.matchAll(/\bword\('([^']+)'[,)]/g)].map((match) => match[1]!)
  const complaints = [...source.matchAll(/'(error\.[^']+)'/g)].map((match) => match[1]!)
  const said = new Set([...inPage, ...inScripts, ...complaints])
  expect([...said].filter((word) => !words.includes(word as Word))).toEqual([])
  const states = ['key.active', 'key.retired', 'key.revoked', 'app.active', 'app.disabled']
  const conditional = (word: string) => source.includes(`'${word}'`)
  expect(words.filter((word) => !said.has(word) && !states.includes(word) && !conditional(word))).toEqual([])
})

test('what the script reaches for is in the page', () => {
  const ids = [...MAIN_SCRIPT.matchAll(/\$\('([^']+)'\)/g)].map((match) => match[1]!)
  expect(ids.length).toBeGreaterThan(20)
  for (const id of ids) expect(HTML).toContain(`id="${id}"`)
})
