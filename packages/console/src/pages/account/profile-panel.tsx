import { PROFILE_TAG } from '@signet/protocol/profile'
import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useMay } from '../../api/session.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { Facts } from '../../pieces/facts.tsx'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import type { AccountPart } from './account.ts'
import { words } from './words.ts'

const TEXTS = [
  [PROFILE_TAG.nick, 'nick'],
  [PROFILE_TAG.image, 'face'],
  [PROFILE_TAG.selfSignature, 'signature'],
] as const
const GENDERS = {
  '': 'genderUnknown',
  Gender_Type_Unknown: 'genderUnknown',
  Gender_Type_Female: 'genderFemale',
  Gender_Type_Male: 'genderMale',
} as const
const ALLOW = {
  '': 'byDefault',
  AllowType_Type_AllowAny: 'allowAny',
  AllowType_Type_NeedConfirm: 'needConfirm',
  AllowType_Type_DenyAny: 'denyAny',
} as const

/** The profile as the server API reads and writes it. */
export function ProfilePanel({ account, where }: AccountPart) {
  const t = useWords(words)
  const [open, setOpen] = useState(false)
  const { profile } = account
  const gender = GENDERS[String(profile[PROFILE_TAG.gender] ?? '') as keyof typeof GENDERS]
  const allow = ALLOW[String(profile[PROFILE_TAG.allowType] ?? '') as keyof typeof ALLOW]
  const known = new Set<string>([...TEXTS.map(([tag]) => tag), PROFILE_TAG.gender, PROFILE_TAG.allowType])
  const others = Object.entries(profile).filter(([tag]) => !known.has(tag))
  return (
    <Panel
      title={t('profile')}
      actions={
        useMay('operator') ? (
          <Button variant="outline" size="small" onClick={() => setOpen(true)}>
            {t('edit')}
          </Button>
        ) : undefined
      }
    >
      <Facts
        rows={[
          ...TEXTS.map(([tag, name]) => [t(name), profile[tag] ?? '—'] as const),
          [t('gender'), gender === undefined ? undefined : t(gender)],
          [t('allowType'), allow === undefined ? undefined : t(allow)],
          ...others.map(([tag, value]) => [tag, String(value)] as const),
        ]}
      />
      {open ? <EditProfile account={account} where={where} onClose={() => setOpen(false)} /> : null}
    </Panel>
  )
}

function EditProfile({ account, where, onClose }: AccountPart & { readonly onClose: () => void }) {
  const t = useWords(words)
  const before = Object.fromEntries(
    [...TEXTS.map(([tag]) => tag), PROFILE_TAG.gender, PROFILE_TAG.allowType].map((tag) => [
      tag,
      String(account.profile[tag] ?? ''),
    ]),
  )
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(before)
  const items = Object.entries(fields)
    .filter(([tag, value]) => value !== before[tag])
    .map(([tag, value]) => ({ tag, value }))
  const save = useChange(
    () => [`${where}/profile`, { method: 'PATCH', body: { userId: account.userId, items } }] as const,
    where,
  )
  const set = (tag: string) => (value: string) => setFields({ ...fields, [tag]: value })
  const optionsOf = (texts: Readonly<Record<string, keyof typeof words>>, tag: string) =>
    Object.entries(texts)
      // What was chosen once cannot be unset; what was not is left as it is.
      .filter(([value]) => value !== '' || before[tag] === '')
      .map(([value, text]) => ({ value, text: t(text) }))
  return (
    <Modal
      title={t('profile')}
      open
      onClose={onClose}
      action={{
        text: t('save'),
        busy: save.isPending,
        disabled: items.length === 0,
        run: () => save.mutate(undefined, { onSuccess: onClose }),
      }}
    >
      {TEXTS.map(([tag, name]) => (
        <Field key={tag} label={t(name)}>
          <TextInput value={fields[tag] ?? ''} onChange={set(tag)} autoComplete="off" />
        </Field>
      ))}
      <Field label={t('gender')}>
        <PlainSelect
          value={fields[PROFILE_TAG.gender] ?? ''}
          onChange={set(PROFILE_TAG.gender)}
          options={optionsOf(GENDERS, PROFILE_TAG.gender)}
        />
      </Field>
      <Field label={t('allowType')}>
        <PlainSelect
          value={fields[PROFILE_TAG.allowType] ?? ''}
          onChange={set(PROFILE_TAG.allowType)}
          options={optionsOf(ALLOW, PROFILE_TAG.allowType)}
        />
      </Field>
      <FailureNote error={save.error} />
    </Modal>
  )
}
