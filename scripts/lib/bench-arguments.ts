export interface BenchArguments {
  readonly name: string | undefined
  readonly json: boolean
  /** `--clients 200` → `{ clients: '200' }`; an option without a value is `true`. */
  readonly options: Readonly<Record<string, string | true>>
}

/** @example parseArguments(['send', '--json', '--clients', '200']) */
export function parseArguments(argv: readonly string[]): BenchArguments {
  const options: Record<string, string | true> = {}
  let name: string | undefined
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!
    if (!word.startsWith('--')) {
      name ??= word
      continue
    }
    const [key, inline] = word.slice(2).split('=', 2) as [string, string | undefined]
    const next = argv[i + 1]
    if (inline !== undefined) options[key] = inline
    else if (key !== 'json' && next !== undefined && !next.startsWith('--')) {
      options[key] = next
      i++
    } else options[key] = true
  }
  const { json, ...rest } = options
  return { name, json: json !== undefined, options: rest }
}
