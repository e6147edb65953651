/** Decisions about files: no I/O, no clock. Numbers are those of docs/rules.md. */
import { IMAGE_FORMAT, IMAGE_SIZE, type ImageSize, isFileId, OTHER_IMAGE_FORMAT } from '@signet/protocol/file'

/** Separates the parts of a timeline's key, as `messages/rules.ts` and `groups/rules.ts` make it. */
const UNIT = '\x1f'

/** Who a file in a conversation is for: a user, or whoever is a member of a group (for a topic: of its community). */
export interface Place {
  readonly kind: 'user' | 'group'
  readonly id: string
}

/** For whom the files of a conversation are (FILE3): the two of a private one, the members of a group. */
export function placesOf(timeline: string): Place[] {
  const [, kind, ...ids] = timeline.split(UNIT)
  if (kind === 'GROUP') return ids.slice(0, 1).map((id) => ({ kind: 'group', id }))
  return kind === 'C2C' ? [...new Set(ids)].map((id) => ({ kind: 'user', id })) : []
}

interface Part {
  readonly MsgType: string
  readonly MsgContent: object
}

const NO_FILES: readonly string[] = []
const ID_FIELDS = ['UUID', 'VideoUUID', 'ThumbUUID'] as const
const CARRIERS: ReadonlySet<string> = new Set([
  'TIMImageElem',
  'TIMSoundElem',
  'TIMFileElem',
  'TIMVideoFileElem',
  'TIMRelayElem',
])

/** The files of this server that a message carries, those of merged messages included, each once. Costs a text message nothing. */
export function filesOf(body: readonly Part[]): readonly string[] {
  if (!body.some(({ MsgType }) => CARRIERS.has(MsgType))) return NO_FILES
  const found = new Set<string>()
  collect(body, found)
  return [...found]
}

function collect(body: readonly Part[], found: Set<string>): void {
  for (const { MsgType, MsgContent } of body) {
    if (!CARRIERS.has(MsgType)) continue
    const content = MsgContent as Record<string, unknown>
    for (const field of ID_FIELDS) if (isFileId(content[field])) found.add(content[field])
    if (!Array.isArray(content['MsgList'])) continue
    for (const { MsgBody } of content['MsgList'] as { MsgBody?: readonly Part[] }[]) collect(MsgBody ?? [], found)
  }
}

/** What a browser shows without running anything. SVG and HTML are not among them: they run scripts. */
const PLAIN: ReadonlySet<string> = new Set([
  ...['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/bmp', 'image/avif', 'image/apng', 'image/heic'],
  ...['audio/mpeg', 'audio/mp4', 'audio/aac', 'audio/ogg', 'audio/wav', 'audio/amr', 'audio/flac', 'audio/webm'],
  ...['video/mp4', 'video/quicktime', 'video/webm', 'video/ogg', 'video/3gpp'],
])
export const UNKNOWN_TYPE = 'application/octet-stream'
const ALIASES: { readonly [type: string]: string } = {
  'audio/x-m4a': 'audio/mp4',
  'audio/x-flac': 'audio/flac',
  'audio/vnd.wave': 'audio/wav',
  'audio/opus': 'audio/ogg',
  'video/x-m4v': 'video/mp4',
}

/** The type that a file is known by (FILE5), from what looking at its content found. */
export function typeOf(sniffed: string | undefined): string {
  const [type] = (sniffed ?? UNKNOWN_TYPE).split(';') as [string]
  return ALIASES[type] ?? type
}

/** May a browser show it in place (FILE5)? Everything else is for saving. */
export const isPlain = (type: string): boolean => PLAIN.has(type)

export const isImage = (type: string): boolean => isPlain(type) && type.startsWith('image/')

export const imageFormatOf = (type: string): number => IMAGE_FORMAT[type] ?? OTHER_IMAGE_FORMAT

/** Images that smaller ones are made of. */
const SCALABLE: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'])
export const isScalable = (type: string): boolean => SCALABLE.has(type)

/** Where the bytes of a content are kept. Applications share nothing, not even equal content. */
export function blobKey(sdkAppId: number, sha256: string, size: ImageSize = IMAGE_SIZE.original): string {
  const suffix = { [IMAGE_SIZE.original]: '', [IMAGE_SIZE.large]: '.large', [IMAGE_SIZE.thumb]: '.thumb' }[size]
  return `${sdkAppId}/${sha256.slice(0, 2)}/${sha256}${suffix}`
}

/** A name for one file in one folder (FILE6): no path, no control characters, nothing that turns the reading direction. */
export function cleanName(name: string): string {
  const flat = name
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/^.*[/\\]/, '')
    .trim()
  return flat === '' || /^\.+$/.test(flat) ? 'file' : flat
}

/** What is used and what may be used, bytes. */
export interface Room {
  readonly used: number
  readonly quota: number
}

/** Does it fit (FILE7)? */
export const fits = (size: number, { used, quota }: Room): boolean => used + size <= quota

/** The group that a conversation's name means; nothing for a private one. */
export function groupIdOfConversation(conversation: string | undefined): string | undefined {
  return conversation?.startsWith('GROUP') ? conversation.slice('GROUP'.length) : undefined
}
