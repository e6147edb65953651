import '../../pieces/rows.css'
import './callbacks.css'
import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useSdkAppId } from '../../api/applications.ts'
import { useMay } from '../../api/session.ts'
import { useWords } from '../../language/words.ts'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered, Empty } from '../../pieces/states.tsx'
import { type Endpoint, useCallbacks } from './callbacks.ts'
import { Calls } from './calls.tsx'
import { EditEndpoint } from './edit-endpoint.tsx'
import { EndpointCard } from './endpoint-card.tsx'
import { Letters } from './letters.tsx'
import { PushGateway } from './push-gateway.tsx'
import { words } from './words.ts'

/** The URLs of an application: what they are told, what they said, and what could not be delivered. */
export default function Callbacks() {
  const t = useWords(words)
  const may = useMay('developer')
  const where = `applications/${useSdkAppId()}`
  const callbacks = useCallbacks(where)
  const [edited, setEdited] = useState<Endpoint | 'new' | undefined>()
  return (
    <>
      <PageHeader title={t('title')} text={t('text')}>
        {may ? <Button onClick={() => setEdited('new')}>{t('add')}</Button> : null}
      </PageHeader>
      <Answered query={callbacks}>
        {({ endpoints, commands }) => (
          <>
            {endpoints.length === 0 ? (
              <Panel>
                <Empty title={t('none')} text={t('noneText')} />
              </Panel>
            ) : (
              endpoints.map((endpoint) => (
                <EndpointCard
                  key={endpoint.endpointId}
                  where={where}
                  endpoint={endpoint}
                  commands={commands}
                  onEdit={() => setEdited(endpoint)}
                />
              ))
            )}
            {edited === undefined ? null : (
              <EditEndpoint
                where={where}
                endpoint={edited === 'new' ? undefined : edited}
                commands={commands}
                onClose={() => setEdited(undefined)}
              />
            )}
          </>
        )}
      </Answered>
      <PushGateway where={where} may={may} />
      {may ? <Calls where={where} /> : null}
      {may ? <Letters where={where} /> : null}
    </>
  )
}
