import { type Group, TYPES } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { Button } from '../shell/button.tsx'
import { CopyIcon, LinkIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { Panel } from '../shell/panel.tsx'
import { addressOf } from '../shell/route.ts'
import { useToast } from '../shell/toast.tsx'
import { Applications } from './applications.tsx'
import { EditableText } from './editable-text.tsx'
import { GroupExits } from './group-exits.tsx'
import { GroupSwitches } from './group-switches.tsx'
import { Members } from './members.tsx'
import { rightsIn } from './rights.ts'
import { groupWords } from './words.ts'

/** All about a group: what it is, who is in it, and what one may do there. */
export function GroupPanel({ group, onClose }: { readonly group: Group; readonly onClose: () => void }) {
  const chat = useChat()
  const word = useWords(groupWords)
  const say = useToast()
  const [isInviting, setIsInviting] = useState(false)
  const { groupID, name, notification, type } = group
  const rights = rightsIn(group)
  const titles: Readonly<Record<string, string>> = {
    [TYPES.GRP_WORK]: word.team,
    [TYPES.GRP_PUBLIC]: word.public,
    [TYPES.GRP_MEETING]: word.meeting,
  }
  const copy = (text: string): Promise<boolean> =>
    say.failing(async () => {
      await navigator.clipboard.writeText(text)
      say.good(word.copied)
    })
  return (
    <Panel title={word.details} onClose={onClose}>
      <section className="group-top">
        <Avatar id={groupID} name={name} size={64} isGroup />
        <EditableText
          label={word.name}
          value={name}
          maxLength={30}
          mayEdit={rights.editProfile}
          onSave={(text) => chat.updateGroupProfile({ groupID, name: text })}
        />
        <p className="note">{titles[type] ?? type}</p>
        <p className="note group-id">
          <bdi>{groupID}</bdi>
        </p>
        <div className="group-copy">
          <Button size="small" variant="outline" icon={<CopyIcon />} onClick={() => void copy(groupID)}>
            {word.copyId}
          </Button>
          <Button
            size="small"
            variant="outline"
            icon={<LinkIcon />}
            onClick={() => void copy(addressOf({ kind: 'join', groupID }))}
          >
            {word.copyLink}
          </Button>
        </div>
      </section>
      <section>
        <h3>{word.notice}</h3>
        <EditableText
          label={word.notice}
          value={notification}
          empty={word.noNotice}
          maxLength={100}
          mayEdit={rights.editProfile}
          onSave={(text) => chat.updateGroupProfile({ groupID, notification: text })}
        />
      </section>
      {rights.handleApplications && <Applications groupID={groupID} />}
      <Members group={group} isInviting={isInviting} onInviting={setIsInviting} mayInvite={rights.invite} />
      <GroupSwitches group={group} rights={rights} />
      <GroupExits groupID={groupID} rights={rights} />
    </Panel>
  )
}
