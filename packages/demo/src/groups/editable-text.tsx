import { type FormEvent, useState } from 'react'
import { Button } from '../shell/button.tsx'
import { EditIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { TextField } from '../shell/text-field.tsx'
import { useToast } from '../shell/toast.tsx'
import { groupWords } from './words.ts'

export interface EditableTextProps {
  readonly label: string
  readonly value: string
  /** What stands there when there is nothing. */
  readonly empty?: string
  readonly maxLength: number
  readonly mayEdit: boolean
  readonly onSave: (text: string) => Promise<unknown>
}

/** A text that turns into a field when one may change it. */
export function EditableText({ label, value, empty = '', maxLength, mayEdit, onSave }: EditableTextProps) {
  const word = useWords(groupWords)
  const say = useToast()
  const [text, setText] = useState<string>()
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (text === value || !(await say.failing(() => onSave((text ?? '').trim())))) setText(undefined)
  }
  if (text === undefined)
    return (
      <div className="editable">
        <bdi className={value === '' ? 'note' : undefined}>{value || empty}</bdi>
        {mayEdit && (
          <Button
            variant="text"
            shape="square"
            size="small"
            icon={<EditIcon />}
            aria-label={`${word.edit}: ${label}`}
            onClick={() => setText(value)}
          />
        )}
      </div>
    )
  return (
    <form
      className="editable"
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        setText(undefined)
      }}
    >
      <TextField isQuiet label={label} autofocus value={text} maxlength={maxLength} onChange={setText} />
      <Button type="submit" theme="primary">
        {word.save}
      </Button>
    </form>
  )
}
