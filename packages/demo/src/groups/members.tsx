import type { Group } from '@signet/chat'
import { useChat, useMembers } from '@signet/chat/react'
import { useState } from 'react'
import { Button } from '../shell/button.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { UserAddIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { useToast } from '../shell/toast.tsx'
import { MemberRow } from './member-row.tsx'
import { PeopleField } from './people-field.tsx'
import { userIDsOf } from './user-ids.ts'
import { groupWords } from './words.ts'

export interface MembersProps {
  readonly group: Group
  readonly mayInvite: boolean
  readonly isInviting: boolean
  readonly onInviting: (isInviting: boolean) => void
}

/** Who is in the group. */
export function Members({ group, mayInvite, isInviting, onInviting }: MembersProps) {
  const word = useWords(groupWords)
  const { members, isComplete, isLoading, loadMore } = useMembers(group.groupID)
  return (
    <section>
      <div className="panel-title">
        <h3>{word.members(group.memberCount)}</h3>
        {mayInvite && (
          <Button size="small" variant="text" theme="primary" icon={<UserAddIcon />} onClick={() => onInviting(true)}>
            {word.invite}
          </Button>
        )}
      </div>
      <ul className="members">
        {members.map((member) => (
          <MemberRow key={member.userID} group={group} member={member} />
        ))}
      </ul>
      {!isComplete && members.length > 0 && (
        <Button block variant="text" loading={isLoading} onClick={() => void loadMore()}>
          {word.more}
        </Button>
      )}
      {isInviting && <Invite groupID={group.groupID} onClose={() => onInviting(false)} />}
    </section>
  )
}

function Invite({ groupID, onClose }: { readonly groupID: string; readonly onClose: () => void }) {
  const chat = useChat()
  const word = useWords(groupWords)
  const say = useToast()
  const [people, setPeople] = useState('')
  const userIDList = userIDsOf(people)
  const invite = (): Promise<boolean> =>
    say.failing(async () => {
      const { data } = await chat.addGroupMember({ groupID, userIDList })
      onClose()
      const { successUserIDList, failureUserIDList } = data
      if (successUserIDList.length > 0) say.good(word.invited(successUserIDList.length))
      if (failureUserIDList.length > 0) say.bad(word.notAdded(failureUserIDList.join(', ')))
    })
  return (
    <Dialog
      title={word.inviteTitle}
      onClose={onClose}
      actions={
        <Button theme="primary" disabled={userIDList.length === 0} onClick={() => void invite()}>
          {word.inviteNow}
        </Button>
      }
    >
      <PeopleField value={people} onChange={setPeople} />
    </Dialog>
  )
}
