import type { Secret } from './secret.ts'

interface Described {
  /** One or two sentences for the operator. */
  readonly doc: string
  /** Unit of the number, for the reference page. */
  readonly unit?: 'ms' | 'bytes' | 'frames' | 'sessions' | 'requests' | 'logins' | 'messages' | 'sockets' | 'days'
  /** The option of `signet serve` that sets it. */
  readonly flag?: string
}

export interface TextEntry extends Described {
  readonly type: 'text'
  readonly default: string
  readonly pattern: RegExp
  /** What `pattern` asks for, in words that follow "must be". */
  readonly expects: string
}
export interface IntegerEntry extends Described {
  readonly type: 'integer'
  readonly default: number
  readonly min: number
  readonly max: number
}
export interface BooleanEntry extends Described {
  readonly type: 'boolean'
  readonly default: boolean
}
export interface ChoiceEntry<V extends string = string> extends Described {
  readonly type: 'choice'
  readonly default: V
  readonly values: readonly V[]
}
export interface ListEntry extends Described {
  readonly type: 'list'
  readonly default: readonly string[]
  readonly pattern: RegExp
  readonly expects: string
}
/** A secret has no default and no flag: nothing ships with one, and a command line is public. */
export interface SecretEntry extends Described {
  readonly type: 'secret'
  readonly default: undefined
  readonly flag?: never
}
export type Entry = TextEntry | IntegerEntry | BooleanEntry | ChoiceEntry | ListEntry | SecretEntry

export type ValueOf<E extends Entry> = E extends TextEntry
  ? string
  : E extends IntegerEntry
    ? number
    : E extends BooleanEntry
      ? boolean
      : E extends ChoiceEntry<infer V>
        ? V
        : E extends ListEntry
          ? readonly string[]
          : Secret | undefined

type Fields<T> = Omit<T, 'type'>
export const text = (entry: Fields<TextEntry>): TextEntry => ({ type: 'text', ...entry })
export const integer = (entry: Fields<IntegerEntry>): IntegerEntry => ({ type: 'integer', ...entry })
export const boolean = (entry: Fields<BooleanEntry>): BooleanEntry => ({ type: 'boolean', ...entry })
export const choice = <const V extends string>(entry: Fields<ChoiceEntry<V>>): ChoiceEntry<V> => ({
  type: 'choice',
  ...entry,
})
export const list = (entry: Fields<ListEntry>): ListEntry => ({ type: 'list', ...entry })
export const secret = (entry: Omit<SecretEntry, 'type' | 'default'>): SecretEntry => ({
  type: 'secret',
  default: undefined,
  ...entry,
})

/** `sockets.maxFrameBytes` → `SIGNET_SOCKETS_MAX_FRAME_BYTES`. */
export const environmentName = (name: string): string =>
  `SIGNET_${name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('.', '_')
    .toUpperCase()}`
