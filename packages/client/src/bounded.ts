/** Lets the oldest entries of a map go until it has at most `most`: what a long-running client remembers has an end. */
export function dropOldest(map: Map<unknown, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return
    map.delete(key)
  }
}
