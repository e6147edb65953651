import './field.css'
import { createContext, type ReactNode, use, useId } from 'react'
import { Input, type InputProps } from 'tdesign-react'

interface FieldIds {
  readonly input: string
  readonly help: string | undefined
  readonly invalid: boolean
}

const Ids = createContext<FieldIds | undefined>(undefined)

/** A label with its input below, help under it, and what is wrong with it. The input inside finds its label by itself. */
export function Field({
  label,
  help,
  problem,
  children,
}: {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly problem?: string | undefined
  readonly children: ReactNode
}) {
  const input = useId()
  const note = useId()
  const told = problem ?? help
  return (
    <div className={problem === undefined ? 'field' : 'field field-wrong'}>
      <label htmlFor={input}>{label}</label>
      <Ids value={{ input, help: told === undefined ? undefined : note, invalid: problem !== undefined }}>
        {children}
      </Ids>
      {told === undefined ? null : (
        <p id={note} className="field-help" role={problem === undefined ? undefined : 'alert'}>
          {told}
        </p>
      )}
    </div>
  )
}

/** What an input needs to belong to its field: spread it into a plain `input` or `select`. */
export function useFieldInput(): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean } {
  const ids = use(Ids)
  if (ids === undefined) return {}
  return { id: ids.input, 'aria-describedby': ids.help, 'aria-invalid': ids.invalid || undefined }
}

/** One line of text in a field. */
export function TextInput({
  value,
  onChange,
  autoComplete,
  // The component would say "please enter" by itself.
  placeholder = '',
  ...rest
}: { readonly value: string; readonly onChange: (value: string) => void; readonly autoComplete?: string } & Pick<
  InputProps,
  'type' | 'placeholder' | 'maxlength' | 'autofocus' | 'disabled' | 'readonly' | 'clearable' | 'prefixIcon' | 'suffix'
>) {
  const own = useFieldInput()
  return (
    <div className="text-input" ref={(box) => labelInput(box, own)}>
      <Input
        {...rest}
        placeholder={placeholder}
        value={value}
        onChange={(next) => onChange(String(next))}
        autocomplete={autoComplete}
        spellCheck={false}
        status={own['aria-invalid'] === true ? 'error' : 'default'}
      />
    </div>
  )
}

/** Several lines of text in a field. `mono` for keys, tickets and code. */
export function TextArea({
  value,
  onChange,
  rows = 4,
  mono = false,
  placeholder,
  readonly = false,
}: {
  readonly value: string
  readonly onChange?: (value: string) => void
  readonly rows?: number
  readonly mono?: boolean
  readonly placeholder?: string
  readonly readonly?: boolean
}) {
  return (
    <textarea
      {...useFieldInput()}
      className={mono ? 'text-area mono' : 'text-area'}
      value={value}
      rows={rows}
      placeholder={placeholder}
      readOnly={readonly}
      spellCheck={!mono}
      onChange={({ target }) => onChange?.(target.value)}
    />
  )
}

/** The component keeps its input to itself: the label reaches it through the element. */
function labelInput(box: HTMLElement | null, own: ReturnType<typeof useFieldInput>): void {
  const input = box?.querySelector('input')
  if (input === null || input === undefined || own.id === undefined) return
  input.id = own.id
  if (own['aria-describedby'] === undefined) input.removeAttribute('aria-describedby')
  else input.setAttribute('aria-describedby', own['aria-describedby'])
  input.toggleAttribute('aria-invalid', own['aria-invalid'] === true)
}
