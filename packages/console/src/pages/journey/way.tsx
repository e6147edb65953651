import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { useMay } from '../../api/session.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { Panel } from '../../pieces/panel.tsx'
import { Content } from './content.tsx'
import type { Journey, MessageName } from './journey.ts'
import { useEvents } from './way-events.ts'
import { words } from './words.ts'

/** All that is known of a message, in the order in which it happened. */
export function Way({
  where,
  name,
  journey,
}: {
  readonly where: string
  readonly name: MessageName
  readonly journey: Journey
}) {
  const t = useWords(words)
  const shown = useShown()
  const mayRead = useMay('operator')
  const [isOpen, setOpen] = useState(false)
  const events = useEvents(journey)
  const { seq, newestSeq, message, recalled, edited, trace } = journey
  const states = [recalled ? t('recalled') : '', edited ? t('edited') : ''].filter(Boolean).join(', ')
  const facts = [
    [t('from'), message.from],
    [t('to'), message.to],
    [t('elements'), message.elements.join(', ')],
    [t('bytes'), shown.bytes(message.bytes)],
    [t('identity'), `${message.msgSeq} · ${message.random}`],
    [t('state'), states || t('asSent')],
  ] as const
  return (
    <Panel
      title={t('found', { seq, newest: newestSeq })}
      actions={
        mayRead ? (
          <Button size="small" variant="outline" onClick={() => setOpen(true)}>
            {t('content')}
          </Button>
        ) : undefined
      }
    >
      <dl className="message-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('way')}</h3>
      <ol className="way">
        {events.map((event, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is of one answer and never changes
          <li key={i} className={event.isBad === true ? 'way-bad' : ''}>
            <time>{event.at === undefined ? '' : shown.time(event.at)}</time>
            <span>{event.text}</span>
          </li>
        ))}
      </ol>
      {trace === undefined ? <Alert theme="info" message={t('notFollowed')} /> : null}
      {isOpen ? <Content where={where} name={name} onClose={() => setOpen(false)} /> : null}
    </Panel>
  )
}
