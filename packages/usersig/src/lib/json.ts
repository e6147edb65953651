/** A number that is not a plain integer of at most 15 digits: `-1`, `01`, `1.0`, `1e9`. Kept as it was written. */
export interface OddNumber {
  readonly number: string
}

/** The value of a field. There are no arrays and no objects in a flat object. */
export type FlatValue = string | number | boolean | null | OddNumber

/** Where and why a text is not one flat JSON object. */
export interface JsonProblem {
  readonly problem: 'syntax' | 'duplicate' | 'nested' | 'not-an-object'
  readonly at: number
  readonly key?: string
}

const PLAIN_INTEGER = /^(?:0|[1-9]\d{0,14})$/
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const STRING_REST = /(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y

const QUOTE = 34
const LITERALS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

/**
 * Reads one flat JSON object, strictly (RFC 8259): no duplicate keys, nothing nested, nothing around it, no BOM.
 * `JSON.parse` cannot do this: it keeps the last of two equal keys and rounds numbers without telling.
 */
export function parseFlatObject(text: string): Map<string, FlatValue> | JsonProblem {
  return new FlatParser(text).object()
}

class FlatParser {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  object(): Map<string, FlatValue> | JsonProblem {
    const fields = new Map<string, FlatValue>()
    if (this.#next() !== 123) return this.#problem(this.#at < this.#text.length ? 'not-an-object' : 'syntax')
    this.#at++
    if (this.#next() === 125) this.#at++
    else {
      for (;;) {
        if (this.#next() !== QUOTE) return this.#problem('syntax')
        const key = this.#string()
        if (key === undefined || this.#next() !== 58) return this.#problem('syntax')
        if (fields.has(key)) return { problem: 'duplicate', at: this.#at, key }
        this.#at++
        const first = this.#next()
        if (first === 123 || first === 91) return { problem: 'nested', at: this.#at, key }
        const value = first === QUOTE ? this.#string() : this.#scalar()
        if (value === undefined) return this.#problem('syntax')
        fields.set(key, value)
        const separator = this.#next()
        this.#at++
        if (separator === 125) break
        if (separator !== 44) {
          this.#at--
          return this.#problem('syntax')
        }
      }
    }
    this.#next()
    return this.#at === this.#text.length ? fields : this.#problem('syntax')
  }

  #problem(problem: 'syntax' | 'not-an-object'): JsonProblem {
    return { problem, at: this.#at }
  }

  /** Skips whitespace; the code of the next character, NaN at the end. */
  #next(): number {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return code
      this.#at++
    }
  }

  /** The usual number, without a regular expression: a plain integer of at most 15 digits. -1 when it is another value. */
  #shortInteger(): number {
    let at = this.#at
    let value = 0
    for (; at < this.#text.length; at++) {
      const digit = this.#text.charCodeAt(at) - 48
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    const digits = at - this.#at
    if (digits === 0 || digits > 15 || (digits > 1 && this.#text.charCodeAt(this.#at) === 48)) return -1
    const code = this.#text.charCodeAt(at)
    if (code !== 44 && code !== 125) return -1
    this.#at = at
    return value
  }

  #string(): string | undefined {
    const text = this.#text
    const start = this.#at + 1
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === QUOTE) {
        this.#at = at + 1
        return text.slice(start, at)
      }
      if (code === 92) return this.#escapedString(start)
      if (code < 32) return undefined
    }
    return undefined
  }

  #escapedString(start: number): string | undefined {
    STRING_REST.lastIndex = start
    if (!STRING_REST.test(this.#text)) return undefined
    this.#at = STRING_REST.lastIndex
    return JSON.parse(this.#text.slice(start - 1, this.#at)) as string
  }

  #scalar(): FlatValue | undefined {
    const integer = this.#shortInteger()
    if (integer >= 0) return integer
    NUMBER.lastIndex = this.#at
    const found = NUMBER.exec(this.#text)
    if (found) {
      this.#at += found[0].length
      return PLAIN_INTEGER.test(found[0]) ? Number(found[0]) : { number: found[0] }
    }
    for (const [word, value] of LITERALS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length
        return value
      }
    }
    return undefined
  }
}
