import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from 'tdesign-react'
import { type Application, LOGIN_POLICIES } from '../../api/applications.ts'
import { call, path } from '../../api/client.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextArea, TextInput } from '../../pieces/field.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { words as shared } from '../../pieces/words.ts'
import { words } from './words.ts'

/** Changes who runs an application and how its users log in. */
export function EditIntegration({
  app,
  onDone,
}: {
  readonly app: Application
  readonly onDone: (saved: boolean) => void
}) {
  const t = useWords(words)
  const common = useWords(shared)
  const queries = useQueryClient()
  const [name, setName] = useState(app.name)
  const [administrators, setAdministrators] = useState(app.administrators.join('\n'))
  const [loginPolicy, setLoginPolicy] = useState(app.loginPolicy)
  const [maxInstances, setMaxInstances] = useState(String(app.maxInstances))
  const [accountCreation, setAccountCreation] = useState(app.accountCreation)
  const names = administrators.split(/[\n,;]/).flatMap((line) => line.trim() || [])
  const save = useMutation({
    async mutationFn() {
      const body = { name: name.trim(), administrators: names }
      await call(path`applications/${app.sdkAppId}`, { method: 'PATCH', body })
      const settings = {
        loginPolicy,
        accountCreation,
        ...(loginPolicy === 'multi' ? { maxInstances: Number(maxInstances) } : {}),
      }
      await call(path`applications/${app.sdkAppId}/settings`, { method: 'PATCH', body: { settings } })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['applications'] }),
    onSuccess: () => onDone(true),
  })
  return (
    <form
      className="narrow"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Field label={t('name')} help={t('nameHelp')}>
        <TextInput value={name} onChange={setName} maxlength={100} />
      </Field>
      <Field label={t('administrators')} help={t('administratorsHelp')}>
        <TextArea value={administrators} onChange={setAdministrators} rows={2} />
      </Field>
      <Field label={t('policy')} help={t('policyHelp')}>
        <PlainSelect
          value={loginPolicy}
          onChange={setLoginPolicy}
          options={LOGIN_POLICIES.map((value) => ({ value, text: t(value) }))}
        />
      </Field>
      {loginPolicy === 'multi' ? (
        <Field label={t('maxInstances')}>
          <PlainSelect
            value={maxInstances}
            onChange={setMaxInstances}
            options={Array.from({ length: 10 }, (_, i) => ({ value: String(i + 1), text: String(i + 1) }))}
          />
        </Field>
      ) : null}
      <Field label={t('creation')}>
        <PlainSelect
          value={accountCreation}
          onChange={setAccountCreation}
          options={(['onLogin', 'imported'] as const).map((value) => ({ value, text: t(value) }))}
        />
      </Field>
      <FailureNote error={save.error} />
      <div className="form-actions">
        <Button tag="button" type="submit" loading={save.isPending} disabled={name.trim() === '' || names.length === 0}>
          {t('save')}
        </Button>
        <Button theme="default" variant="outline" onClick={() => onDone(false)}>
          {common('cancel')}
        </Button>
      </div>
    </form>
  )
}
