import { Link, useSearchParams } from 'react-router'
import { useSdkAppId } from '../../api/applications.ts'
import { useMay } from '../../api/session.ts'
import { useWords } from '../../language/words.ts'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Answered } from '../../pieces/states.tsx'
import { BansPanel } from './bans-panel.tsx'
import { DissolvePanel } from './dissolve-panel.tsx'
import { useGroup } from './group.ts'
import { InfoPanel } from './info-panel.tsx'
import { MembersPanel } from './members-panel.tsx'
import { MessagesPanel } from './messages-panel.tsx'
import { RoomPanel } from './room-panel.tsx'
import { words } from './words.ts'

/** One group: what it is, who is in it, and what can be done about it. */
export default function GroupPage() {
  const t = useWords(words)
  const groupId = useSearchParams()[0].get('groupId') ?? ''
  const sdkAppId = useSdkAppId()
  const where = `applications/${sdkAppId}/groups`
  const answer = useGroup(where, groupId)
  const may = useMay('operator')
  return (
    <>
      <PageHeader title={t('title', { groupId })} text={<Link to={`/apps/${sdkAppId}/groups`}>{t('back')}</Link>} />
      <Answered query={answer}>
        {({ group, newestSeq }) => {
          const isRoom = group.type === 'AVChatRoom'
          return (
            <>
              <InfoPanel group={group} where={where} newestSeq={newestSeq} />
              {isRoom ? <RoomPanel group={group} where={where} /> : <MembersPanel group={group} where={where} />}
              {isRoom || group.type === 'Community' ? <BansPanel group={group} where={where} /> : null}
              {may && !isRoom ? <MessagesPanel group={group} where={where} /> : null}
              {may ? <DissolvePanel group={group} where={where} /> : null}
            </>
          )
        }}
      </Answered>
    </>
  )
}
