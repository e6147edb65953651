/** Somebody who can be named. */
export interface Mentionable {
  readonly userID: string
  readonly name: string
}

const MOST = 8

/** What is typed after an @ before the caret; nothing when nobody is being named. */
export function mentionQuery(text: string, caret: number): string | undefined {
  return /(?:^|\s)@([^\s@]{0,20})$/.exec(text.slice(0, caret))?.[1]
}

/** Who fits what was typed, best first. */
export function mentionable(query: string, people: readonly Mentionable[]): readonly Mentionable[] {
  const wanted = query.toLocaleLowerCase()
  const fits = people.filter(({ userID, name }) =>
    [userID, name].some((text) => text.toLocaleLowerCase().includes(wanted)),
  )
  const begins = (name: string): number => Number(!name.toLocaleLowerCase().startsWith(wanted))
  return fits.toSorted((a, b) => begins(a.name) - begins(b.name)).slice(0, MOST)
}

/** How a name stands in a text: without spaces, so that it ends where it ends. */
export const mentionText = (name: string): string => `@${name.replaceAll(/\s+/g, '')}`

/** The text with a name put where it was being typed, and where the caret is then. */
export function withMention(
  text: string,
  caret: number,
  name: string,
): { readonly text: string; readonly caret: number } {
  const head = text.slice(0, caret).replace(/@[^\s@]{0,20}$/, `${mentionText(name)} `)
  return { text: head + text.slice(caret).replace(/^ /, ''), caret: head.length }
}

/** Of those who were named, who still stands in the text. */
export const named = (text: string, people: readonly Mentionable[]): string[] =>
  people.filter(({ name }) => text.includes(mentionText(name))).map(({ userID }) => userID)
