import { useWords } from '../../language/words.ts'
import { SettingsPage } from '../settings/settings-page.tsx'
import { words } from './words.ts'

const MEMBERS = ['privateMembers', 'publicMembers', 'chatRoomMembers', 'communityMembers'] as const

/** How much of everything an application may have. */
export default function Limits() {
  const t = useWords(words)
  const messages = [
    { name: 'maxMessageBytes', label: t('maxMessageBytes'), help: t('maxMessageHelp'), unit: t('bytes') },
    { name: 'roamingDays', label: t('roamingDays'), help: t('roamingHelp'), unit: t('days') },
  ]
  const groups = [
    { name: 'groupsPerUser', label: t('groupsPerUser'), help: t('groupsHelp'), unit: t('unitGroups') },
    { name: 'liveRooms', label: t('liveRooms'), unit: t('unitRooms') },
    { name: 'roomMessagesPerSecond', label: t('roomMessages'), help: t('roomMessagesHelp'), unit: t('unitMessages') },
    ...MEMBERS.map((name) => ({ name, label: t(name), unit: t('unitMembers') })),
  ]
  return (
    <SettingsPage
      title={t('title')}
      text={t('text')}
      parts={[
        { title: t('messages'), fields: messages },
        { title: t('groups'), fields: groups },
      ]}
    />
  )
}
