import { useRef, useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { OwnProfile } from '../people/own-profile.tsx'
import { useMyProfile } from '../people/use-profile.ts'
import { Button } from './button.tsx'
import { LogoutIcon, MoreIcon, UserIcon } from './icons.ts'
import { useWords } from './language.tsx'
import { LookSwitches } from './look-switches.tsx'
import { Menu, type MenuPlace } from './menu.tsx'
import { useSession } from './session-context.ts'
import { shellWords } from './words.ts'

/** Who one is in this window, and what belongs to that. */
export function OwnBar({ onLeave }: { readonly onLeave: () => void }) {
  const word = useWords(shellWords)
  const { userID } = useSession()
  const profile = useMyProfile()
  const [place, setPlace] = useState<MenuPlace>()
  const [isEditing, setIsEditing] = useState(false)
  const more = useRef<HTMLSpanElement>(null)
  const name = profile?.nick || userID
  return (
    <header className="own-bar">
      <Avatar id={userID} name={name} size={36} isOnline />
      <span className="own-name">
        <bdi>{name}</bdi>
        <bdi className="note">{userID}</bdi>
      </span>
      <LookSwitches />
      <span ref={more}>
        <Button
          variant="text"
          shape="square"
          icon={<MoreIcon />}
          aria-label={word.account}
          aria-haspopup="menu"
          onClick={() => setPlace(more.current!.getBoundingClientRect())}
        />
      </span>
      {place && (
        <Menu
          label={word.account}
          place={place}
          items={[
            { label: word.yourName, icon: <UserIcon />, act: () => setIsEditing(true) },
            { label: word.signOut, icon: <LogoutIcon />, isDangerous: true, act: onLeave },
          ]}
          onClose={() => setPlace(undefined)}
        />
      )}
      {isEditing && <OwnProfile nick={profile?.nick ?? ''} onClose={() => setIsEditing(false)} />}
    </header>
  )
}
