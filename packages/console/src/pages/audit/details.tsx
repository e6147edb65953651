import './audit.css'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { Facts } from '../../pieces/facts.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { ACTIONS, isAction } from './actions.ts'
import type { AuditEntry } from './entry.ts'
import { words } from './words.ts'

/** All that is known of one deed. */
export function Details({ entry, onClose }: { readonly entry: AuditEntry; readonly onClose: () => void }) {
  const t = useWords(words)
  const say = useWords(ACTIONS)
  const shown = useShown()
  const { detail = {} } = entry
  return (
    <Modal title={isAction(entry.action) ? say(entry.action) : entry.action} open onClose={onClose} width={640}>
      <Facts
        rows={[
          [t('action'), <code key="action">{entry.action}</code>],
          [t('when'), shown.time(entry.at)],
          [t('who'), entry.who || t('nobody')],
          [t('role'), entry.role || undefined],
          [t('from'), entry.address],
          ['SDKAppID', entry.sdkAppId],
          [t('on'), entry.target === undefined ? undefined : `${entry.target.kind} ${entry.target.id}`],
          [t('reason'), entry.reason],
          [t('outcome'), entry.outcome],
        ]}
      />
      <Side title={t('before')} value={detail.before} />
      <Side title={t('after')} value={detail.after} />
      {detail.cut === undefined ? null : <p>{t('cut', { n: shown.number(detail.cut) })}</p>}
    </Modal>
  )
}

function Side({ title, value }: { readonly title: string; readonly value: unknown }) {
  if (value === undefined) return null
  return (
    <>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <pre className="audit-side" tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </>
  )
}
