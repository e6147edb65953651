import { hueOf, initialsOf } from './face.ts'

export interface AvatarProps {
  /** Decides the colour: the same person looks the same everywhere. */
  readonly id: string
  readonly name: string
  readonly size?: number
  readonly isGroup?: boolean
  /** Shows a dot; nothing for who is not known to be either. */
  readonly isOnline?: boolean | undefined
}

/**
 * Letters on a colour. Pictures that profiles name are anywhere on the web: to load them would tell strangers who reads what, and the
 * page's policy forbids it.
 */
export function Avatar({ id, name, size = 40, isGroup = false, isOnline }: AvatarProps) {
  const style = { width: size, height: size, fontSize: size * 0.4, '--hue': hueOf(id) } as React.CSSProperties
  return (
    <span
      className={isGroup ? 'avatar group' : 'avatar'}
      style={style}
      data-letters={initialsOf(name || id)}
      aria-hidden="true"
    >
      {isOnline !== undefined && <span className={isOnline ? 'presence online' : 'presence'} />}
    </span>
  )
}
