import { useState } from 'react'
import { useWords } from '../../language/words.ts'
import { Field, TextArea, TextInput } from '../../pieces/field.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { type Api, choicesOf, kindOf, resolved, type Schema } from './openapi.ts'
import { words } from './words.ts'

type Body = Readonly<Record<string, unknown>>

/** The fields of a command, made from its schema. What is emptied is left out. */
export function CommandForm({
  input,
  schemas,
  body,
  onChange,
}: {
  readonly input: Schema
  readonly schemas: Api['schemas']
  readonly body: Body
  readonly onChange: (body: Body) => void
}) {
  const t = useWords(words)
  const isNeeded = (name: string): boolean => input.required?.includes(name) === true
  const all = Object.entries(input.properties ?? {})
  const fields = [...all.filter(([name]) => isNeeded(name)), ...all.filter(([name]) => !isNeeded(name))]
  if (fields.length === 0) return <p>{t('noFields')}</p>
  const set = (name: string, value: unknown): void => {
    const { [name]: _before, ...rest } = body
    onChange(value === undefined ? rest : { ...rest, [name]: value })
  }
  return fields.map(([name, given]) => {
    const schema = resolved(given, schemas)
    return (
      <Field
        key={name}
        label={isNeeded(name) ? `${name} · ${t('required')}` : name}
        help={given.description ?? schema.description}
      >
        <Value schema={schema} value={body[name]} onChange={(value) => set(name, value)} />
      </Field>
    )
  })
}

function Value({
  schema,
  value,
  onChange,
}: {
  readonly schema: Schema
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}) {
  const t = useWords(words)
  switch (kindOf(schema)) {
    case 'choice':
      return (
        <PlainSelect
          value={String(value ?? '')}
          onChange={(chosen) => onChange(chosen === '' ? undefined : chosen)}
          options={[
            { value: '', text: t('leaveOut') },
            ...(choicesOf(schema) ?? []).map((choice) => ({ value: choice, text: choice })),
          ]}
        />
      )
    case 'number':
      return (
        <TextInput
          value={value === undefined ? '' : String(value)}
          onChange={(text) => onChange(/^-?\d+$/.test(text) ? Number(text) : text === '' ? undefined : value)}
        />
      )
    case 'text':
      return <TextInput value={String(value ?? '')} onChange={(text) => onChange(text === '' ? undefined : text)} />
    case 'json':
      return <JsonValue value={value} onChange={onChange} />
  }
}

/** Lists and objects, as JSON: kept as it is typed, taken over when it is whole. */
function JsonValue({ value, onChange }: { readonly value: unknown; readonly onChange: (value: unknown) => void }) {
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)))
  return (
    <TextArea
      mono
      rows={3}
      value={text}
      onChange={(next) => {
        setText(next)
        if (next.trim() === '') onChange(undefined)
        else {
          try {
            onChange(JSON.parse(next))
          } catch {
            // Half of it is typed.
          }
        }
      }}
    />
  )
}
