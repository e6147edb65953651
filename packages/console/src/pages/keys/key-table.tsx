import { useState } from 'react'
import { Button, Tag } from 'tdesign-react'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { isUsable, type Key } from './keys.ts'
import { RetireDialog } from './retire-dialog.tsx'
import { RevealDialog } from './reveal-dialog.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'
import { words } from './words.ts'

const THEMES = { active: 'success', retiring: 'warning', retired: 'default', revoked: 'danger' } as const

type Deed = 'reveal' | 'retire' | 'revoke'

/** The newest key first, with what may be done with each. */
export function KeyTable({
  sdkAppId,
  keys,
  mayChange,
}: {
  readonly sdkAppId: number
  readonly keys: readonly Key[]
  readonly mayChange: boolean
}) {
  const t = useWords(words)
  const shown = useShown()
  const [doing, setDoing] = useState<{ readonly deed: Deed; readonly key: Key }>()
  const done = () => setDoing(undefined)
  const usable = keys.filter(isUsable).length
  return (
    <>
      <PagedTable
        label={t('title')}
        rows={keys.toReversed()}
        keyOf={(key) => key.keyId}
        columns={[
          {
            title: t('key'),
            cell: (key) => (
              <>
                <span className="mono">{key.keyId}</span>
                <div className="faint">
                  {key.kind === 'secret' ? t('secret') : t('publicKey', { curve: key.curve ?? '' })}
                </div>
              </>
            ),
          },
          { title: t('state'), cell: (key) => <State state={key} />, tight: true },
          { title: t('created'), cell: (key) => shown.day(key.createdAt), wide: true, tight: true },
          {
            title: t('used'),
            cell: (key) => (key.lastUsedAt === undefined ? t('never') : shown.ago(key.lastUsedAt)),
            wide: true,
          },
          { title: t('sessions'), cell: (key) => shown.number(key.sessions), right: true },
          {
            title: t('actions'),
            cell: (key) => (
              <div className="row-actions">
                {key.publicKey === undefined ? null : (
                  <CopyButton text={key.publicKey} words={t('copyPublic')} label={`${t('copyPublic')} ${key.keyId}`} />
                )}
                {mayChange && isUsable(key)
                  ? deedsOf(key).map((deed) => (
                      <Button
                        key={deed}
                        size="small"
                        variant="text"
                        theme={deed === 'revoke' ? 'danger' : 'default'}
                        aria-label={`${t(deed)}: ${key.keyId}`}
                        onClick={() => setDoing({ deed, key })}
                      >
                        {t(deed)}
                      </Button>
                    ))
                  : null}
              </div>
            ),
          },
        ]}
      />
      {doing?.deed === 'reveal' ? <RevealDialog sdkAppId={sdkAppId} shown={doing.key} onClose={done} /> : null}
      {doing?.deed === 'retire' ? <RetireDialog sdkAppId={sdkAppId} shown={doing.key} onClose={done} /> : null}
      {doing?.deed === 'revoke' ? (
        <RevokeDialog sdkAppId={sdkAppId} shown={doing.key} last={usable === 1} onClose={done} />
      ) : null}
    </>
  )
}

const deedsOf = ({ kind, state }: Key): readonly Deed[] => [
  ...(kind === 'secret' ? (['reveal'] as const) : []),
  ...(state === 'active' ? (['retire'] as const) : []),
  'revoke',
]

function State({ state: key }: { readonly state: Key }) {
  const t = useWords(words)
  const shown = useShown()
  return (
    <>
      <Tag theme={THEMES[key.state]} variant="light">
        {t(key.state)}
      </Tag>
      {key.state === 'retiring' && key.retiresAt !== undefined ? (
        <div className="faint">{t('until', { time: shown.time(key.retiresAt) })}</div>
      ) : null}
    </>
  )
}
