import { type Key, publicKey, secretKey, UserSigError } from '@signet/usersig/node'

/** Parsed keys by their text, the least recently used dropped first. A key that cannot be read is remembered as its error. */
export class KeyCache {
  readonly #keys = new Map<string, Key | UserSigError>()
  readonly #limit: number

  constructor(limit = 1024) {
    this.#limit = limit
  }

  /** @throws UserSigError when the text is no key that can verify */
  get(text: string): Key {
    let entry = this.#keys.get(text)
    if (entry === undefined) {
      entry = parse(text)
      if (this.#keys.size >= this.#limit) this.#keys.delete(this.#keys.keys().next().value!)
    } else {
      this.#keys.delete(text)
    }
    this.#keys.set(text, entry)
    if (entry instanceof UserSigError) throw entry
    return entry
  }
}

function parse(text: string): Key | UserSigError {
  try {
    return text.includes('-----BEGIN') ? publicKey(text) : secretKey(text)
  } catch (error) {
    if (error instanceof UserSigError) return error
    throw error
  }
}
