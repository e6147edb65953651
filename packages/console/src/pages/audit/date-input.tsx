import { useFieldInput } from '../../pieces/field.tsx'

/** A day, in the browser's own way to choose one. */
export function DateInput({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const own = useFieldInput()
  return (
    <input
      {...own}
      className="date-input"
      type="date"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}
