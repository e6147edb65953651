const HIDDEN = '[secret]'

/**
 * A configured secret that cannot be logged by accident: JSON, string conversion and `util.inspect` all show `[secret]`.
 *
 * @example
 * const token = new Secret('3f0c…')
 * `${token}`      // '[secret]'
 * token.reveal()  // '3f0c…'
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself: only for the comparison or the key derivation that needs it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN
  }
}

const KNOWN =
  /^(?:change[-_ ]?me|secret|password|passwd|admin|administrator|token|default|example|test|signet|letmein)+\d*$/i

/** Why a text must not serve as a secret, or undefined when nothing is wrong with it. */
export function secretWeakness(value: string): string | undefined {
  if (KNOWN.test(value)) return 'a well-known value is no secret'
  if (value.length < 16) return 'at least 16 characters are needed'
  if (new Set(value).size < 6) return 'it repeats a few characters'
  return undefined
}
