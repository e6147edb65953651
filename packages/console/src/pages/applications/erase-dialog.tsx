import { useEffect, useState } from 'react'
import type { ApplicationLine } from '../../api/applications.ts'
import { path } from '../../api/client.ts'
import { useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { TypedConfirm } from '../../pieces/typed-confirm.tsx'
import { words } from './words.ts'

/** Erases an application and everything in it: its name is typed. */
export function EraseDialog({
  application,
  onClose,
}: {
  readonly application: ApplicationLine | undefined
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const shown = useShown()
  const [about, setAbout] = useState(application)
  const erase = useChange(
    ({ sdkAppId, name }: ApplicationLine) => [path`applications/${sdkAppId}/erase`, { method: 'POST', body: { name } }],
    'applications',
  )
  const { reset } = erase
  // What it is about stays readable while the dialog goes away.
  useEffect(() => {
    if (application === undefined) return
    reset()
    setAbout(application)
  }, [application, reset])
  if (about === undefined) return null
  return (
    <TypedConfirm
      open={application !== undefined}
      onClose={onClose}
      title={t('eraseTitle', { name: about.name })}
      text={about.name}
      action={t('erase')}
      warning={t('eraseText', { accounts: shown.number(about.live.accounts), online: shown.number(about.live.users) })}
      busy={erase.isPending}
      error={erase.error}
      onConfirm={() => erase.mutate(about, { onSuccess: onClose })}
    />
  )
}
