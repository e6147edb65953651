import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Button } from 'tdesign-react'
import { useSdkAppId } from '../../api/applications.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { Panel } from '../../pieces/panel.tsx'
import { TypedConfirm } from '../../pieces/typed-confirm.tsx'
import type { GroupPart } from './group.ts'
import { words } from './words.ts'

/** What cannot be taken back. */
export function DissolvePanel({ group: { groupId }, where }: GroupPart) {
  const t = useWords(words)
  const go = useNavigate()
  const sdkAppId = useSdkAppId()
  const [open, setOpen] = useState(false)
  const dissolve = useChange(() => [where, { method: 'DELETE', body: { groupId, confirm: groupId } }] as const)
  return (
    <Panel title={t('dissolve')} text={t('dissolveText')}>
      <Button theme="danger" onClick={() => setOpen(true)}>
        {t('dissolve')}
      </Button>
      <TypedConfirm
        open={open}
        onClose={() => setOpen(false)}
        title={t('dissolve')}
        text={groupId}
        action={t('dissolve')}
        warning={t('dissolveText')}
        busy={dissolve.isPending}
        error={dissolve.error}
        onConfirm={() => dissolve.mutate(undefined, { onSuccess: () => void go(`/apps/${sdkAppId}/groups`) })}
      />
    </Panel>
  )
}
