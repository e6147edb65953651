import { CreateGroup } from '../groups/create-group.tsx'
import { JoinGroup } from '../groups/join-group.tsx'
import { NewChat } from './new-chat.tsx'

export type StartKind = 'newChat' | 'newGroup' | 'newRoom' | 'join'

export interface StartDialogsProps {
  readonly kind: StartKind
  readonly userID?: string
  readonly onClose: () => void
}

/** The dialogs that begin something. */
export function StartDialogs({ kind, userID, onClose }: StartDialogsProps) {
  switch (kind) {
    case 'newChat':
      return <NewChat to={userID ?? ''} onClose={onClose} />
    case 'newGroup':
      return <CreateGroup isRoom={false} onClose={onClose} />
    case 'newRoom':
      return <CreateGroup isRoom onClose={onClose} />
    case 'join':
      return <JoinGroup onClose={onClose} />
  }
}
