/** Decisions about console users and their passwords. Numbers are those of docs/rules.md. */

/** What is wrong with the name of a new console user; nothing when it is fine. */
export function nameProblem(name: string): string | undefined {
  return /^[a-z0-9](?:[a-z0-9._@-]{0,62}[a-z0-9])?$/.test(name)
    ? undefined
    : 'A name has 1 to 64 of a–z, 0–9 and . _ @ - and begins and ends with a letter or a digit.'
}

/** CON3: what is wrong with a chosen password; nothing when it is fine. */
export function passwordProblem(password: unknown, name: string): string | undefined {
  if (typeof password !== 'string' || password.length < 12 || password.length > 256) {
    return 'A password has 12 to 256 characters.'
  }
  if (new Set(password).size < 6) return 'A password has at least 6 different characters.'
  if (password.toLowerCase().includes(name.toLowerCase())) return 'A password does not contain the name of its user.'
  return undefined
}

/** Without letters and digits that are easily taken for one another. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

/** A one-time password of 5 bits a byte, in groups of five: `k7f3q-9xw2m-…`. */
export function readablePassword(random: Uint8Array): string {
  const text = Array.from(random, (byte) => LETTERS[byte & 31]).join('')
  return text.match(/.{1,5}/g)?.join('-') ?? ''
}

/** Random bytes of a one-time password: 100 bits (CON1). */
export const ONE_TIME_BYTES = 20
