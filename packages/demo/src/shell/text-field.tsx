import { Input, type InputProps } from 'tdesign-react'

export interface TextFieldProps extends Omit<InputProps, 'label'> {
  readonly label: string
  /** The label is for screen readers alone: what is seen says enough. */
  readonly isQuiet?: boolean
  /** What one should know before typing. */
  readonly hint?: string
  /** What is wrong; it takes the place of the hint. */
  readonly error?: string
}

/** A field with its name. */
export function TextField({ label, isQuiet = false, hint, error, ...input }: TextFieldProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the component draws the input within the label.
    <label className="text-field">
      <span className={isQuiet ? 'unseen' : 'field-name'}>{label}</span>
      {/* Without a text of ours the component puts one of its own there, in its own language. */}
      <Input placeholder="" status={error ? 'error' : 'default'} {...input} />
      {error ? (
        <span className="error-text" role="alert">
          {error}
        </span>
      ) : (
        hint && <span className="note">{hint}</span>
      )}
    </label>
  )
}
