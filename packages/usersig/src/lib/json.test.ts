import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFlatObject } from './json.ts'

const fieldsOf = (text: string): Record<string, unknown> | undefined => {
  const result = parseFlatObject(text)
  return result instanceof Map ? Object.fromEntries(result) : undefined
}

describe('parseFlatObject', () => {
  test('reads what JSON.stringify writes, in any layout', () => {
    const value = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.nat(), fc.boolean(), fc.constant(null))
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), value, { noNullPrototype: true }),
        fc.constantFrom(0, 1, '\t', 4),
        (object, layout) => {
          expect(fieldsOf(JSON.stringify(object, null, layout))).toEqual(object)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('takes no text that JSON.parse refuses, and then means the same', () => {
    const pieces = [
      '{',
      '}',
      '"a"',
      '"b"',
      ':',
      ',',
      '1',
      '-0',
      '01',
      '1e9',
      '1.5',
      '"\\u0041"',
      '"\\x"',
      'true',
      'nul',
      '[',
      ']',
      ' ',
      '\n',
      '\ufeff',
      '"\u0001"',
      '"',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const text = `{"k":${parts.join('')}`
        const fields = fieldsOf(text)
        if (!fields) return
        const parsed = JSON.parse(text) as Record<string, unknown>
        expect(Object.keys(fields)).toEqual(Object.keys(parsed))
        for (const [key, value] of Object.entries(fields)) {
          if (typeof value !== 'object' || value === null) expect(value).toEqual(parsed[key])
          else expect(Number((value as { number: string }).number)).toBe(parsed[key])
        }
      }),
      { numRuns: 20_000 },
    )
  })

  test.each([
    ['{"a":1,"a":1}', 'duplicate'],
    ['{"a":1,"\\u0061":2}', 'duplicate'],
    ['{"__proto__":1,"__proto__":2}', 'duplicate'],
    ['{"a":[]}', 'nested'],
    ['{"a":{}}', 'nested'],
    ['[1]', 'not-an-object'],
    ['null', 'not-an-object'],
    ['\ufeff{}', 'not-an-object'],
    ['', 'syntax'],
    ['{"a":1}x', 'syntax'],
    ['{"a":1}\u0000', 'syntax'],
    ['{"a":1,}', 'syntax'],
    ["{'a':1}", 'syntax'],
    ['{"a":"\n"}', 'syntax'],
    ['{"a":01}', 'syntax'],
  ])('[CHK6] %j is refused as %s', (text, problem) => {
    expect(parseFlatObject(text)).toMatchObject({ problem })
  })

  test('[CHK6] numbers that are no plain integers of 15 digits stay as they were written', () => {
    const text = '{"a":-1,"b":1.0,"c":1e9,"d":12345678901234567890,"e":-0,"f":999999999999999}'
    const odd = (number: string): { number: string } => ({ number })
    expect(fieldsOf(text)).toEqual({
      a: odd('-1'),
      b: odd('1.0'),
      c: odd('1e9'),
      d: odd('12345678901234567890'),
      e: odd('-0'),
      f: 999_999_999_999_999,
    })
  })

  test('a field named __proto__ is a field', () => {
    const result = parseFlatObject('{"__proto__":"x"}') as Map<string, unknown>
    expect(result.get('__proto__')).toBe('x')
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})
