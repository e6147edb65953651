import './explorer.css'
import { useState } from 'react'
import { useLanguage } from '../../language/language.ts'
import { useWords } from '../../language/words.ts'
import { TextInput } from '../../pieces/field.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered, Empty } from '../../pieces/states.tsx'
import { CommandPanel } from './command-panel.tsx'
import { titleOf } from './command-titles.ts'
import { type Api, useApi } from './openapi.ts'
import { words } from './words.ts'

/** Commands of the server API, to try them. */
export default function Explorer() {
  const t = useWords(words)
  const api = useApi()
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Answered query={api}>{(known) => <Chosen api={known} />}</Answered>
    </>
  )
}

function Chosen({ api }: { readonly api: Api }) {
  const t = useWords(words)
  const language = useLanguage()
  const [search, setSearch] = useState('')
  const [path, setPath] = useState('')
  const wanted = search.trim().toLowerCase().split(/\s+/)
  const found = api.commands.filter((command) => {
    const text = `${command.path} ${command.title} ${titleOf(command, language)}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
  const chosen = api.commands.find((command) => command.path === path)
  return (
    <div className="explorer">
      <Panel title={t('commands')} text={t('found', { n: found.length, all: api.commands.length })}>
        <search aria-label={t('search')}>
          <TextInput value={search} onChange={setSearch} placeholder={t('search')} clearable />
        </search>
        {found.length === 0 ? <p>{t('nothing')}</p> : null}
        <ul className="command-list">
          {found.map((command) => (
            <li key={command.path}>
              <button type="button" aria-current={command.path === path} onClick={() => setPath(command.path)}>
                <code>{command.path}</code>
                <small>{titleOf(command, language)}</small>
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      <div className="explorer-body">
        {chosen === undefined ? (
          <Panel>
            <Empty title={t('pick')} text={t('pickText')} />
          </Panel>
        ) : (
          <CommandPanel key={chosen.path} command={chosen} schemas={api.schemas} />
        )}
      </div>
    </div>
  )
}
