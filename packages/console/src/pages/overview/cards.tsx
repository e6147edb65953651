import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import type { Overview } from './figures.ts'
import { useRates } from './rates.ts'
import { words } from './words.ts'

/** The figures of this moment. */
export function Cards({ overview, ofServer }: { readonly overview: Overview; readonly ofServer: boolean }) {
  const t = useWords(words)
  const shown = useShown()
  const rate = useRates()
  const { current, backlog, now } = overview
  const failing = current.hooks === 0 ? 0 : Math.round((100 * current.hooksFailed) / current.hooks)
  const dead = backlog?.dead ?? 0
  const state = current.hooks > 0 ? t('healthy') : t('noCalls')
  const unwell =
    failing > 0 ? t('failing', { n: failing }) : dead > 0 ? t('dead', { n: shown.number(dead) }) : undefined
  const hookNotes = [
    backlog !== undefined && backlog.waiting > 0
      ? t('waiting', { n: shown.number(backlog.waiting), ago: shown.ago(backlog.oldestAt ?? now, now) })
      : '',
    failing > 0 && dead > 0 ? t('dead', { n: shown.number(dead) }) : '',
    current.hooks > 0 ? t('took', { ms: shown.number(Math.round(current.hooksMs / current.hooks)) }) : '',
  ].filter(Boolean)
  return (
    <dl className="figures">
      <Figure
        name={t('sessions')}
        value={shown.number(current.sessions)}
        note={t('usersNow', { n: shown.number(current.users) })}
      />
      <Figure
        name={t('messages')}
        value={rate(current.messages / current.seconds)}
        note={t('lately', { n: shown.number(current.messages), s: Math.round(current.seconds) })}
      />
      <Figure name={t('deliveries')} value={rate(current.deliveries / current.seconds)} note={t('deliveriesHelp')} />
      <Figure name={t('accounts')} value={shown.number(current.accounts)} note="" />
      <Figure name={t('groups')} value={shown.number(current.groups)} note="" />
      <Figure
        name={t('hooksShort')}
        value={unwell ?? state}
        note={hookNotes.join(' · ')}
        isUnwell={unwell !== undefined}
      />
      <Figure
        name={t('storage')}
        value={shown.bytes(current.bytes)}
        note={t(ofServer ? 'storageOfServer' : 'storageOfApp')}
      />
    </dl>
  )
}

function Figure({
  name,
  value,
  note,
  isUnwell = false,
}: {
  readonly name: string
  readonly value: string
  readonly note: string
  readonly isUnwell?: boolean
}) {
  return (
    <div className={isUnwell ? 'figure figure-warning' : 'figure'}>
      <dt>{name}</dt>
      <dd className="figure-value">{value}</dd>
      <dd className="figure-note">{note}</dd>
    </div>
  )
}
