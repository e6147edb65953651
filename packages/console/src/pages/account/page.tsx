import '../../pieces/rows.css'
import { Link, useSearchParams } from 'react-router'
import { useSdkAppId } from '../../api/applications.ts'
import { useMay } from '../../api/session.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered } from '../../pieces/states.tsx'
import { useAccount } from './account.ts'
import { ErasePanel } from './erase-panel.tsx'
import { GroupsPanel } from './groups-panel.tsx'
import { MutePanel } from './mute-panel.tsx'
import { ProfilePanel } from './profile-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import { words } from './words.ts'

/** One account: who it is, where it is logged in, and what can be done about it. */
export default function AccountPage() {
  const t = useWords(words)
  const shown = useShown()
  const userId = useSearchParams()[0].get('userId') ?? ''
  const sdkAppId = useSdkAppId()
  const where = `applications/${sdkAppId}/accounts`
  const account = useAccount(where, userId)
  const may = useMay('operator')
  return (
    <>
      <PageHeader title={t('title', { userId })} text={<Link to={`/apps/${sdkAppId}/accounts`}>{t('back')}</Link>} />
      <Answered query={account}>
        {(found) => (
          <>
            <Panel>
              <Facts
                rows={[
                  [
                    'UserID',
                    <span key="id" className="tags">
                      <code>{found.userId}</code>
                      <CopyButton text={found.userId} label="UserID" />
                    </span>,
                  ],
                  [t('created'), shown.time(found.createdAt)],
                  [t('role'), found.isAdministrator ? t('isAdministrator') : undefined],
                ]}
              />
            </Panel>
            <ProfilePanel account={found} where={where} />
            <div className="two-columns">
              <SessionsPanel account={found} where={where} />
              <MutePanel account={found} where={where} />
            </div>
            <GroupsPanel userId={userId} sdkAppId={sdkAppId} />
            {may ? <ErasePanel account={found} where={where} /> : null}
          </>
        )}
      </Answered>
    </>
  )
}
