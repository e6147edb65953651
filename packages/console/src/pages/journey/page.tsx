import './journey.css'
import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useSdkAppId } from '../../api/applications.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Filters } from '../../pieces/filters.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { Follow } from './follow.tsx'
import type { Journey, MessageName } from './journey.ts'
import { Way } from './way.tsx'
import { words } from './words.ts'

/** What became of single messages. */
export default function MessageJourney() {
  const t = useWords(words)
  const where = `applications/${useSdkAppId()}`
  const [kind, setKind] = useState<'c2c' | 'group'>('c2c')
  const [one, setOne] = useState('')
  const [other, setOther] = useState('')
  const [groupId, setGroupId] = useState('')
  const [key, setKey] = useState('')
  const [name, setName] = useState<MessageName | undefined>()
  const find = useChange<MessageName, Journey>((wanted) => [
    `${where}/message-journey`,
    { method: 'POST', body: wanted },
  ])
  const isWhole = key.trim() !== '' && (kind === 'group' ? groupId !== '' : one !== '' && other !== '')
  const look = (wanted: MessageName): void => {
    setName(wanted)
    find.mutate(wanted)
  }
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Panel title={t('which')}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (!isWhole) return
            const trimmed = key.trim()
            look(
              kind === 'group'
                ? { groupId: groupId.trim(), key: trimmed }
                : { userIds: [one.trim(), other.trim()], key: trimmed },
            )
          }}
        >
          <Filters>
            <Field label={t('kind')}>
              <PlainSelect
                value={kind}
                onChange={setKind}
                options={[
                  { value: 'c2c', text: t('c2c') },
                  { value: 'group', text: t('group') },
                ]}
              />
            </Field>
            {kind === 'group' ? (
              <Field label={t('groupId')}>
                <TextInput value={groupId} onChange={setGroupId} maxlength={128} />
              </Field>
            ) : (
              <>
                <Field label={t('one')}>
                  <TextInput value={one} onChange={setOne} maxlength={32} />
                </Field>
                <Field label={t('other')}>
                  <TextInput value={other} onChange={setOther} maxlength={32} />
                </Field>
              </>
            )}
            <Field label={t('key')} help={t('keyHelp')}>
              <TextInput value={key} onChange={setKey} maxlength={40} />
            </Field>
          </Filters>
          <Button tag="button" type="submit" loading={find.isPending} disabled={!isWhole}>
            {t('find')}
          </Button>
        </form>
        <FailureNote error={find.error} />
      </Panel>
      {find.data === undefined || name === undefined ? null : <Way where={where} name={name} journey={find.data} />}
      <Follow where={where} onOpen={look} />
    </>
  )
}
