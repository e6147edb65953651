/** Numbers of rules, as docs/rules.md writes them and as test names quote them. */

/** The rules that a page lists: the first cell of a table row, `| GRP14 | An owner … |`. */
export const writtenRules = (markdown: string): string[] =>
  [...markdown.matchAll(/^\|\s*[*`]*([A-Z]{2,6}\d+)[*`]*\s*\|/gm)].map((match) => match[1]!)

/** The rules that test names start with: `'[GRP14] an owner cannot leave'`. Checks (`CHK`) are listed elsewhere. */
export function quotedRules(source: string): Set<string> {
  const found = new Set<string>()
  for (const [, numbers] of source.matchAll(/['"`]((?:\[[A-Z]{2,6}\d+\]\s*)+)[^'"`\s[\]]/g)) {
    for (const [, rule] of numbers!.matchAll(/\[([A-Z]+\d+)\]/g)) if (!rule!.startsWith('CHK')) found.add(rule!)
  }
  return found
}
