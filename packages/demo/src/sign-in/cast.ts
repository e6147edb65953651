/** Who is offered in the development mode, so that nobody has to think of names. */
export const CAST = [
  { userID: 'alice', nick: 'Alice' },
  { userID: 'bob', nick: 'Bob' },
  { userID: 'carol', nick: 'Carol' },
  { userID: 'dave', nick: 'Dave' },
] as const

/** As the server has it: 1–32 bytes of printable ASCII without slashes. */
export const isUserID = (text: string): boolean => /^[!-.0-~]{1,32}$/.test(text)
