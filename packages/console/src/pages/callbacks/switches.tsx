import { useState } from 'react'
import { useLanguage } from '../../language/language.ts'
import { useWords } from '../../language/words.ts'
import { Field, TextInput } from '../../pieces/field.tsx'
import { titleOf } from './callback-titles.ts'
import type { CommandLine } from './callbacks.ts'
import { words } from './words.ts'

/** Which callbacks a URL gets. */
export function Switches({
  commands,
  on,
  refuse,
  onChange,
  onRefuse,
}: {
  readonly commands: readonly CommandLine[]
  readonly on: ReadonlySet<string>
  readonly refuse: ReadonlySet<string>
  readonly onChange: (on: ReadonlySet<string>) => void
  readonly onRefuse: (refuse: ReadonlySet<string>) => void
}) {
  const t = useWords(words)
  const language = useLanguage()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const shown = commands
    .map(({ command, kind, title }) => ({ command, kind, title: titleOf({ command, title }, language) }))
    .filter(({ command, title }) => `${command} ${title}`.toLowerCase().includes(wanted))
  const toggled = (set: ReadonlySet<string>, command: string): ReadonlySet<string> => {
    const next = new Set(set)
    if (!next.delete(command)) next.add(command)
    return next
  }
  return (
    <>
      <Field label={`${t('commands')}: ${t('on', { n: on.size, all: commands.length })}`}>
        <TextInput value={search} onChange={setSearch} placeholder={t('search')} clearable />
      </Field>
      <fieldset className="switches" aria-label={t('commands')}>
        {shown.map(({ command, kind, title }) => (
          <div key={command} className="switch-row">
            <input
              type="checkbox"
              aria-label={command}
              checked={on.has(command)}
              onChange={() => onChange(toggled(on, command))}
            />
            <span>
              <code>{command}</code>
              <small>
                {t(kind)} · {title}
              </small>
            </span>
            {kind === 'before' && on.has(command) ? (
              <label className="switch-refuse">
                <input
                  type="checkbox"
                  checked={refuse.has(command)}
                  onChange={() => onRefuse(toggled(refuse, command))}
                />
                {t('refuse')}
              </label>
            ) : null}
          </div>
        ))}
      </fieldset>
    </>
  )
}
