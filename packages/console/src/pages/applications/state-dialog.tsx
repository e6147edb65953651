import { useEffect, useState } from 'react'
import type { ApplicationLine } from '../../api/applications.ts'
import { path } from '../../api/client.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { words } from './words.ts'

/** Takes an application out of service, or back into it. */
export function StateDialog({
  application,
  onClose,
}: {
  readonly application: Pick<ApplicationLine, 'sdkAppId' | 'name' | 'state'> | undefined
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const [about, setAbout] = useState(application)
  // What it is about stays readable while the dialog goes away.
  useEffect(() => {
    if (application !== undefined) setAbout(application)
  }, [application])
  const turn = useChange(
    ({ sdkAppId, state }: { sdkAppId: number; state: 'active' | 'disabled' }) => [
      path`applications/${sdkAppId}/state`,
      { method: 'POST', body: { state } },
    ],
    'applications',
  )
  if (about === undefined) return null
  const active = about.state === 'active'
  return (
    <Modal
      title={active ? t('disableTitle', { name: about.name }) : `${t('enable')}: ${about.name}`}
      open={application !== undefined}
      onClose={onClose}
      action={{
        text: t(active ? 'disable' : 'enable'),
        danger: active,
        busy: turn.isPending,
        run: () =>
          turn.mutate({ sdkAppId: about.sdkAppId, state: active ? 'disabled' : 'active' }, { onSuccess: onClose }),
      }}
    >
      {active ? <p>{t('disableText')}</p> : null}
      <FailureNote error={turn.error} />
    </Modal>
  )
}
