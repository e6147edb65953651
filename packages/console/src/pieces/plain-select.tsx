import { useFieldInput } from './field.tsx'

/** One of a few. The browser's own list: it works by keyboard, on phones and for who does not see it. */
export function PlainSelect<Value extends string>({
  value,
  onChange,
  options,
  disabled = false,
  label,
}: {
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly options: readonly { readonly value: Value; readonly text: string }[]
  readonly disabled?: boolean
  /** For one that stands outside of a Field. */
  readonly label?: string
}) {
  const own = useFieldInput()
  return (
    <select
      {...own}
      className="plain-select"
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={({ target }) => onChange(target.value as Value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  )
}
