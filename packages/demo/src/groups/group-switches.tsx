import { type Group, TYPES } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { useId } from 'react'
import { useWords } from '../shell/language.tsx'
import { useToast } from '../shell/toast.tsx'
import type { Rights } from './rights.ts'
import { groupWords } from './words.ts'

/** What is on or off in a group. */
export function GroupSwitches({ group, rights }: { readonly group: Group; readonly rights: Rights }) {
  const chat = useChat()
  const word = useWords(groupWords)
  const { groupID, muteAllMembers, joinOption, type } = group
  const mayOpen = rights.editOptions && type !== TYPES.GRP_WORK
  if (!rights.muteAll && !mayOpen) return null
  return (
    <section>
      {rights.muteAll && (
        <Switch
          label={word.muteAll}
          isOn={muteAllMembers}
          onSwitch={(isOn) => chat.updateGroupProfile({ groupID, muteAllMembers: isOn })}
        />
      )}
      {mayOpen && (
        <Switch
          label={word.freeJoin}
          isOn={joinOption === TYPES.JOIN_OPTIONS_FREE_ACCESS}
          onSwitch={(isOn) =>
            chat.updateGroupProfile({
              groupID,
              joinOption: isOn ? TYPES.JOIN_OPTIONS_FREE_ACCESS : TYPES.JOIN_OPTIONS_NEED_PERMISSION,
            })
          }
        />
      )}
    </section>
  )
}

interface SwitchProps {
  readonly label: string
  readonly isOn: boolean
  readonly onSwitch: (isOn: boolean) => Promise<unknown>
}

function Switch({ label, isOn, onSwitch }: SwitchProps) {
  const say = useToast()
  const id = useId()
  return (
    <div className="switch-row">
      <span id={id}>{label}</span>
      <button
        type="button"
        role="switch"
        className="switch"
        aria-checked={isOn}
        aria-labelledby={id}
        onClick={() => void say.failing(() => onSwitch(!isOn))}
      />
    </div>
  )
}
