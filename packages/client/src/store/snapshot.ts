/** How deep a snapshot goes: a conversation, its group, and the own place in that. */
const DEPTH = 3

/** A copy that does not change when the original does. */
export function snapshot<T>(value: T, depth = DEPTH): T {
  if (depth === 0 || typeof value !== 'object' || value === null || !isCopied(value)) return value
  if (Array.isArray(value)) return value.map((item) => snapshot(item, depth - 1)) as T
  const copy = { ...value }
  for (const key of Object.keys(copy) as (keyof T & string)[]) copy[key] = snapshot(copy[key], depth - 1)
  return copy
}

/** Whether a snapshot taken now would be the same. */
export function isSame(a: unknown, b: unknown, depth = DEPTH): boolean {
  if (Object.is(a, b)) return true
  if (depth === 0 || typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => isSame(a[key as never], b[key as never], depth - 1))
}

/** Files and the like, which an own message carries until it is sent, stay what they are. */
const isCopied = (value: object): boolean => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
