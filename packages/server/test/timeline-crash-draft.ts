/** What the child of the crash tests writes for its n-th entry, and what its parent expects of it. */

export const AUTHORS = Array.from({ length: 20 }, (_, n) => `user ${n}`)

export const authorOf = (n: number): string => AUTHORS[(n * 7) % AUTHORS.length]!

export const counts = (n: number): boolean => n % 9 !== 0
