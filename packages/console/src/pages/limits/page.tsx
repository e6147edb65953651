import { useSdkAppId } from '../../api/applications.ts'
import { useWords } from '../../language/words.ts'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered } from '../../pieces/states.tsx'
import { useSettings } from '../settings/settings.ts'
import { SettingsForm } from '../settings/settings-form.tsx'
import { words } from './words.ts'

const MEMBERS = ['privateMembers', 'publicMembers', 'chatRoomMembers', 'communityMembers'] as const

/** How much of everything an application may have. */
export default function Limits() {
  const t = useWords(words)
  const where = `applications/${useSdkAppId()}/settings`
  const settings = useSettings(where)
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Answered query={settings}>
        {(answer) => (
          <>
            <Panel title={t('messages')}>
              <SettingsForm
                where={where}
                answer={answer}
                fields={[
                  {
                    name: 'maxMessageBytes',
                    label: t('maxMessageBytes'),
                    help: t('maxMessageHelp'),
                    unit: t('bytes'),
                  },
                  { name: 'roamingDays', label: t('roamingDays'), help: t('roamingHelp'), unit: t('days') },
                ]}
              />
            </Panel>
            <Panel title={t('groups')}>
              <SettingsForm
                where={where}
                answer={answer}
                fields={[
                  { name: 'groupsPerUser', label: t('groupsPerUser'), help: t('groupsHelp'), unit: t('unitGroups') },
                  { name: 'liveRooms', label: t('liveRooms'), unit: t('unitRooms') },
                  {
                    name: 'roomMessagesPerSecond',
                    label: t('roomMessages'),
                    help: t('roomMessagesHelp'),
                    unit: t('unitMessages'),
                  },
                  ...MEMBERS.map((name) => ({ name, label: t(name), unit: t('unitMembers') })),
                ]}
              />
            </Panel>
          </>
        )}
      </Answered>
    </>
  )
}
