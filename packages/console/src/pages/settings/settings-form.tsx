import '../../pieces/rows.css'
import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { useMay } from '../../api/session.ts'
import { useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { isBad, type SettingField, type Settings } from './settings.ts'
import { words } from './words.ts'

/** Some of an application's settings, with their units and bounds; only what was changed is sent. */
export function SettingsForm({
  where,
  answer: { settings, defaults, rules },
  fields,
}: {
  readonly where: string
  readonly answer: Settings
  readonly fields: readonly SettingField[]
}) {
  const t = useWords(words)
  const shown = useShown()
  const may = useMay('operator')
  const [changes, setChanges] = useState<Readonly<Record<string, string>>>({})
  const textOf = (name: string): string => changes[name] ?? String(settings[name] ?? '')
  const changed = Object.entries(changes).filter(([name, value]) => value !== String(settings[name]))
  const save = useChange(
    () =>
      [
        where,
        {
          method: 'PATCH',
          body: {
            settings: Object.fromEntries(
              changed.map(([name, value]) => [name, typeof settings[name] === 'number' ? Number(value) : value]),
            ),
          },
        },
      ] as const,
    where,
  )
  const wrong = changed.some(([name, value]) => isBad(rules[name], value))
  const set = (name: string) => (value: string) => {
    save.reset()
    setChanges({ ...changes, [name]: value })
  }
  const control = ({ name, choices }: SettingField) => {
    const rule = rules[name]
    if (rule !== undefined && 'oneOf' in rule) {
      const options = rule.oneOf.map((value) => ({ value, text: choices?.[value] ?? value }))
      return <PlainSelect value={textOf(name)} onChange={set(name)} options={options} disabled={!may} />
    }
    return <TextInput value={textOf(name)} onChange={set(name)} maxlength={10} disabled={!may} autoComplete="off" />
  }
  const helpOf = ({ name, help, unit = '' }: SettingField): string => {
    const rule = rules[name]
    if (rule === undefined || 'oneOf' in rule) return help ?? ''
    const bounds = t('bounds', {
      from: shown.number(rule.from),
      to: shown.number(rule.to),
      unit,
      standard: shown.number(Number(defaults[name])),
    })
    return help === undefined ? bounds : `${help} ${bounds}`
  }
  const problemOf = (name: string): string | undefined => {
    const rule = rules[name]
    if (rule === undefined || 'oneOf' in rule || !isBad(rule, textOf(name))) return undefined
    return t('wrong', { from: shown.number(rule.from), to: shown.number(rule.to) })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (changed.length > 0 && !wrong) save.mutate(undefined, { onSuccess: () => setChanges({}) })
      }}
    >
      {may ? null : <Alert theme="info" message={t('readOnly')} />}
      <div className="form-row">
        {fields
          .filter(({ when }) => when === undefined || textOf(when[0]) === when[1])
          .map((field) => (
            <Field key={field.name} label={field.label} help={helpOf(field)} problem={problemOf(field.name)}>
              {control(field)}
            </Field>
          ))}
      </div>
      <FailureNote error={save.error} />
      {save.isSuccess ? (
        <div role="status">
          <Alert theme="success" message={t('saved')} />
        </div>
      ) : null}
      {may ? (
        <div className="actions-end">
          <Button tag="button" type="submit" disabled={changed.length === 0 || wrong} loading={save.isPending}>
            {t('save')}
          </Button>
          <Button tag="button" variant="outline" disabled={changed.length === 0} onClick={() => setChanges({})}>
            {t('undo')}
          </Button>
        </div>
      ) : null}
    </form>
  )
}
