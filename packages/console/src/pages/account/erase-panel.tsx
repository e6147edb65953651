import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Button } from 'tdesign-react'
import { useSdkAppId } from '../../api/applications.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { Panel } from '../../pieces/panel.tsx'
import { TypedConfirm } from '../../pieces/typed-confirm.tsx'
import type { AccountPart } from './account.ts'
import { words } from './words.ts'

/** What cannot be taken back. */
export function ErasePanel({ account, where }: AccountPart) {
  const t = useWords(words)
  const go = useNavigate()
  const sdkAppId = useSdkAppId()
  const [open, setOpen] = useState(false)
  const { userId, isAdministrator } = account
  const erase = useChange(() => [where, { method: 'DELETE', body: { userId, confirm: userId } }] as const)
  return (
    <Panel title={t('danger')} text={isAdministrator ? t('noErase') : t('dangerText')}>
      <Button tag="button" theme="danger" disabled={isAdministrator} onClick={() => setOpen(true)}>
        {t('erase')}
      </Button>
      <TypedConfirm
        open={open}
        onClose={() => setOpen(false)}
        title={t('danger')}
        text={userId}
        action={t('erase')}
        warning={t('dangerText')}
        busy={erase.isPending}
        error={erase.error}
        onConfirm={() => erase.mutate(undefined, { onSuccess: () => void go(`/apps/${sdkAppId}/accounts`) })}
      />
    </Panel>
  )
}
