import { type Group, type GroupMember, TYPES } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { useRef, useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { memberName } from '../people/names.ts'
import { usePresence } from '../people/presence.ts'
import { Confirm } from '../shell/confirm.tsx'
import { MoreIcon } from '../shell/icons.ts'
import { useLanguage, useWords } from '../shell/language.tsx'
import { Menu, type MenuItem, type MenuPlace } from '../shell/menu.tsx'
import { go } from '../shell/route.ts'
import { useSession } from '../shell/session-context.ts'
import { useToast } from '../shell/toast.tsx'
import { clockTime } from '../thread/time.ts'
import { rightsOver } from './rights.ts'
import { groupWords } from './words.ts'

const MUTE_SECONDS = 600

/** Somebody in a group, and what one may do with them. */
export function MemberRow({ group, member }: { readonly group: Group; readonly member: GroupMember }) {
  const chat = useChat()
  const word = useWords(groupWords)
  const { language } = useLanguage()
  const say = useToast()
  const { userID: me } = useSession()
  const [place, setPlace] = useState<MenuPlace>()
  const [asked, setAsked] = useState<'owner' | 'remove'>()
  const more = useRef<HTMLButtonElement>(null)
  const { groupID } = group
  const { userID, role, muteUntil } = member
  const isOnline = usePresence(userID === me ? '' : userID)
  const name = memberName(member)
  const rights = rightsOver(group, member)
  const isMuted = muteUntil * 1000 > Date.now()
  const isAdmin = role === TYPES.GRP_MBR_ROLE_ADMIN
  const title = { Owner: word.owner, Admin: word.admin, Member: '' }[role]

  const items: MenuItem[] = []
  const offer = (isOffered: boolean, label: string, act: () => unknown, isDangerous = false): void => {
    if (isOffered) items.push({ label, isDangerous, act: () => void act() })
  }
  offer(userID !== me, word.write, () => go({ kind: 'conversation', id: `C2C${userID}` }))
  offer(rights.setRole, isAdmin ? word.noAdmin : word.makeAdmin, () =>
    say.failing(() =>
      chat.setGroupMemberRole({
        groupID,
        userID,
        role: isAdmin ? TYPES.GRP_MBR_ROLE_MEMBER : TYPES.GRP_MBR_ROLE_ADMIN,
      }),
    ),
  )
  offer(rights.mute, isMuted ? word.unmute : word.mute, () =>
    say.failing(() => chat.setGroupMemberMuteTime({ groupID, userID, muteTime: isMuted ? 0 : MUTE_SECONDS })),
  )
  offer(rights.makeOwner, word.makeOwner, () => setAsked('owner'))
  offer(rights.kick, word.remove, () => setAsked('remove'), true)

  const confirmed = async (): Promise<void> => {
    await say.failing(() =>
      asked === 'owner'
        ? chat.changeGroupOwner({ groupID, newOwnerID: userID })
        : chat.deleteGroupMember({ groupID, userIDList: [userID] }),
    )
    setAsked(undefined)
  }
  return (
    <li className="member">
      <Avatar id={userID} name={name} size={36} isOnline={userID === me ? true : isOnline} />
      <span className="member-text">
        <bdi className="member-name">{name}</bdi>
        {userID === me && <span className="note">({word.you})</span>}
        {isMuted && <span className="note">{word.mutedUntil(clockTime(muteUntil, language))}</span>}
      </span>
      {title !== '' && <span className={`role-tag ${role.toLowerCase()}`}>{title}</span>}
      {items.length > 0 && (
        <button
          ref={more}
          type="button"
          className="icon-button"
          aria-label={word.actionsFor(name)}
          aria-haspopup="menu"
          onClick={() => setPlace(more.current!.getBoundingClientRect())}
        >
          <MoreIcon />
        </button>
      )}
      {place && <Menu label={word.actionsFor(name)} items={items} place={place} onClose={() => setPlace(undefined)} />}
      {asked && (
        <Confirm
          title={asked === 'owner' ? word.makeOwnerTitle(name) : word.removeTitle(name)}
          text={asked === 'owner' ? word.makeOwnerText : word.removeText}
          yes={asked === 'owner' ? word.makeOwner : word.remove}
          onYes={confirmed}
          onNo={() => setAsked(undefined)}
        />
      )}
    </li>
  )
}
