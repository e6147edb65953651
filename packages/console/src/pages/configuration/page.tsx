import './configuration.css'
import { useState } from 'react'
import { Button, Tag } from 'tdesign-react'
import { type Application, useApplication, useSdkAppId } from '../../api/applications.ts'
import { useMay } from '../../api/session.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered } from '../../pieces/states.tsx'
import { EditIntegration } from './edit-integration.tsx'
import { FirstSteps } from './first-steps.tsx'
import { words } from './words.ts'

/** One application: what it is, how its users log in, and what is still missing for the first login. */
export default function Configuration() {
  const t = useWords(words)
  const sdkAppId = useSdkAppId()
  const application = useApplication(sdkAppId)
  return (
    <>
      <PageHeader title={t('title')} />
      <Answered query={application}>
        {(app) => (
          <>
            <Basics app={app} />
            <Integration key={app.sdkAppId} app={app} />
            <FirstSteps sdkAppId={app.sdkAppId} />
          </>
        )}
      </Answered>
    </>
  )
}

function Basics({ app }: { readonly app: Application }) {
  const t = useWords(words)
  const shown = useShown()
  return (
    <Panel title={t('basics')}>
      <Facts
        rows={[
          [t('name'), app.name],
          [
            'SDKAppID',
            <span key="id" className="mono">
              {app.sdkAppId} <CopyButton text={String(app.sdkAppId)} label="SDKAppID" />
            </span>,
          ],
          [
            t('state'),
            <Tag key="state" theme={app.state === 'active' ? 'success' : 'warning'} variant="light">
              {t(app.state)}
            </Tag>,
          ],
          [t('created'), shown.time(app.createdAt)],
        ]}
      />
    </Panel>
  )
}

function Integration({ app }: { readonly app: Application }) {
  const t = useWords(words)
  const mayChange = useMay('operator')
  const [editing, setEditing] = useState(false)
  const [saved, setSaved] = useState(false)
  return (
    <Panel
      title={t('integration')}
      text={t('integrationText')}
      actions={
        editing || !mayChange ? null : (
          <Button
            variant="outline"
            onClick={() => {
              setSaved(false)
              setEditing(true)
            }}
          >
            {t('edit')}
          </Button>
        )
      }
    >
      {editing ? (
        <EditIntegration
          app={app}
          onDone={(done) => {
            setSaved(done)
            setEditing(false)
          }}
        />
      ) : (
        <>
          <Facts
            rows={[
              [t('name'), app.name],
              [t('administrators'), <AdministratorList key="list" names={app.administrators} />],
              [t('policy'), app.loginPolicy === 'multi' ? `${t('multi')}: ${app.maxInstances}` : t(app.loginPolicy)],
              [t('creation'), t(app.accountCreation)],
            ]}
          />
          <p role="status" className="faint">
            {saved ? t('saved') : ''}
          </p>
        </>
      )}
    </Panel>
  )
}

function AdministratorList({ names }: { readonly names: readonly string[] }) {
  return (
    <span className="tags">
      {names.map((name) => (
        <Tag key={name} variant="light">
          {name}
        </Tag>
      ))}
    </span>
  )
}
