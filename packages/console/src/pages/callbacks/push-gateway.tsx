import { useState } from 'react'
import { Alert, Button, Space } from 'tdesign-react'
import { useAnswer } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { Panel } from '../../pieces/panel.tsx'
import { Answered } from '../../pieces/states.tsx'
import { EditGateway, type Gateway, GatewaySecret, RemoveGateway, TryGateway } from './push-gateway-forms.tsx'
import { pushWords } from './push-words.ts'

interface GatewayAnswer {
  readonly gateway: Gateway | null
  readonly state: { readonly waiting: number; readonly lastFailure?: { readonly detail: string } }
}

type Form = 'edit' | 'secret' | 'try' | 'remove'

const SET_ACTIONS = ['try', 'secret', 'remove'] as const
const ACTION_WORDS = { try: 'tryOut', secret: 'showSecret', remove: 'remove' } as const

/** Where the pushes of an application to phones go, and how that does. */
export function PushGateway({ where, may }: { readonly where: string; readonly may: boolean }) {
  const t = useWords(pushWords)
  const answer = useAnswer<GatewayAnswer>(`${where}/push-gateway`, { everyMs: 5000 })
  const [form, setForm] = useState<Form | undefined>()
  const close = () => setForm(undefined)
  const gateway = answer.data?.gateway ?? undefined
  const actions =
    may && answer.data !== undefined ? (
      <Space size="small" breakLine>
        <Button variant="outline" onClick={() => setForm('edit')}>
          {t(gateway === undefined ? 'set' : 'edit')}
        </Button>
        {(gateway === undefined ? [] : SET_ACTIONS).map((one) => (
          <Button
            key={one}
            variant="outline"
            theme={one === 'remove' ? 'danger' : 'default'}
            onClick={() => setForm(one)}
          >
            {t(ACTION_WORDS[one])}
          </Button>
        ))}
      </Space>
    ) : undefined
  return (
    <Panel title={t('title')} text={t('text')} actions={actions}>
      <Answered query={answer}>
        {({ gateway: set, state }) =>
          set === null ? (
            <p>{t('none')}</p>
          ) : (
            <>
              <p className="endpoint-facts">
                <code>{set.url}</code>
                <span>{t(set.language)}</span>
                <span>{t('waiting', { n: state.waiting })}</span>
              </p>
              {state.lastFailure === undefined ? null : (
                <Alert theme="error" message={t('failing', { why: state.lastFailure.detail })} />
              )}
            </>
          )
        }
      </Answered>
      {form === 'edit' ? <EditGateway where={where} gateway={gateway} onClose={close} /> : null}
      {form === 'try' ? <TryGateway where={where} onClose={close} /> : null}
      {form === 'secret' ? <GatewaySecret where={where} onClose={close} /> : null}
      {form === 'remove' ? <RemoveGateway where={where} onClose={close} /> : null}
    </Panel>
  )
}
