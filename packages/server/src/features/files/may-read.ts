import type { FileParts } from './parts.ts'
import { groupsOfFile, placesAmong, type StoredFile } from './store.ts'

/** In which role a user reads a file: as a member of a group; without one, as its uploader or as one of two. */
export interface Reader {
  readonly groupId: string
}

/** Groups that are looked through for one that a user is in. Whoever names the group is not bound by this. */
const MOST_GROUPS = 200
const ALONE: Reader = { groupId: '' }

type Asked = Pick<StoredFile, 'sdkAppId' | 'fileId' | 'ownerId'>

/**
 * Who may read (FILE3): the uploader; the two of a private conversation that carries the file; who is a member now of a group that does.
 * @param groupId where the user says to have seen it
 * @returns nothing when the user may not
 */
export async function readerOf(
  parts: FileParts,
  file: Asked,
  userId: string,
  groupId?: string,
): Promise<Reader | undefined> {
  if (await readsAlone(parts, file, userId)) return ALONE
  if (groupId !== undefined && (await readsInGroup(parts, file, userId, groupId))) return { groupId }
  for (const id of await groupsOfFile(parts.db.read, file.sdkAppId, file.fileId, MOST_GROUPS)) {
    if (await parts.isMember(file.sdkAppId, id, userId)) return { groupId: id }
  }
  return undefined
}

/** May the user still read it in the role that an address was made for? */
export const stillReads = (parts: FileParts, file: Asked, userId: string, { groupId }: Reader): Promise<boolean> =>
  groupId === '' ? readsAlone(parts, file, userId) : readsInGroup(parts, file, userId, groupId)

async function readsAlone({ db }: FileParts, { sdkAppId, fileId, ownerId }: Asked, userId: string): Promise<boolean> {
  if (ownerId === userId) return true
  return (await placesAmong(db.read, sdkAppId, fileId, [{ kind: 'user', id: userId }])).length > 0
}

async function readsInGroup(parts: FileParts, file: Asked, userId: string, groupId: string): Promise<boolean> {
  const { sdkAppId, fileId } = file
  const carried = await placesAmong(parts.db.read, sdkAppId, fileId, [{ kind: 'group', id: groupId }])
  return carried.length > 0 && (await parts.isMember(sdkAppId, groupId, userId))
}
