import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'
import type { Place } from './rules.ts'

/** The tables of this feature. Times are ms. */
export interface FileTables {
  /** One upload of one user. `bound`: 1 once a message carried it. */
  file: {
    sdk_app_id: number
    file_id: string
    owner_id: string
    sha256: string
    name: string
    created_at: number
    bound: number
  }
  /** Bytes that were uploaded, once however often. `used`: 1 while a file has them. `thumbnails`: JSON of `Thumbnail[]`. */
  file_content: {
    sdk_app_id: number
    sha256: string
    size: number
    type: string
    width: number
    height: number
    thumbnails: string
    used: number
    touched_at: number
  }
  /** For whom a file is, beside its owner: a user, or the members of a group. A row for each message that carries it there. */
  file_place: { sdk_app_id: number; file_id: string; kind: string; place_id: string; message: string }
  /** Counted with each change. An empty `owner_id` stands for the whole application. */
  file_usage: { sdk_app_id: number; owner_id: string; bytes: number; files: number }
  /** Contents that the application keeps from its users. */
  file_ban: { sdk_app_id: number; sha256: string; banned_at: number }
}

/** What a query runs on: `read`, or the transaction that it is part of. */
type Q = Kysely<FileTables>

export interface Thumbnail {
  readonly size: 2 | 3
  readonly bytes: number
  readonly width: number
  readonly height: number
  readonly type: string
}

/** What is known of some bytes. */
export interface Content {
  readonly sha256: string
  /** bytes */
  readonly size: number
  readonly type: string
  /** Pixels as they are shown; 0 when unknown. */
  readonly width: number
  readonly height: number
  readonly thumbnails: readonly Thumbnail[]
}

export interface StoredFile extends Content {
  readonly sdkAppId: number
  readonly fileId: string
  readonly ownerId: string
  readonly name: string
}

export type NewFile = Pick<StoredFile, 'sdkAppId' | 'fileId' | 'ownerId' | 'sha256' | 'name'>

const files = (q: Q) =>
  q
    .selectFrom('file')
    .innerJoin('file_content', (join) =>
      join.onRef('file_content.sdk_app_id', '=', 'file.sdk_app_id').onRef('file_content.sha256', '=', 'file.sha256'),
    )
    .select([
      'file.sdk_app_id',
      'file.file_id',
      'file.owner_id',
      'file.sha256',
      'file.name',
      'file_content.size',
      'file_content.type',
      'file_content.width',
      'file_content.height',
      'file_content.thumbnails',
    ])

export async function filesByIds(q: Q, sdkAppId: number, ids: readonly string[]): Promise<StoredFile[]> {
  const rows = await files(q)
    .where('file.sdk_app_id', '=', sdkAppId)
    .where('file.file_id', 'in', ids)
    .orderBy('file.file_id')
    .execute()
  return rows.map((row) => ({
    sdkAppId: row.sdk_app_id,
    fileId: row.file_id,
    ownerId: row.owner_id,
    sha256: row.sha256,
    name: row.name,
    size: Number(row.size),
    type: row.type,
    width: Number(row.width),
    height: Number(row.height),
    thumbnails: JSON.parse(row.thumbnails) as Thumbnail[],
  }))
}

/** The upload of the same content under the same name by the same user. */
export async function sameFile(q: Q, { sdkAppId, ownerId, sha256, name }: NewFile): Promise<string | undefined> {
  const row = await q
    .selectFrom('file')
    .select('file_id')
    .where('sdk_app_id', '=', sdkAppId)
    .where('owner_id', '=', ownerId)
    .where('sha256', '=', sha256)
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.file_id
}

/** It was uploaded again: it waits anew for a message. */
export const renewFile = (q: Q, sdkAppId: number, fileId: string, now: number) =>
  q
    .updateTable('file')
    .set({ created_at: now })
    .where('sdk_app_id', '=', sdkAppId)
    .where('file_id', '=', fileId)
    .where('bound', '=', 0)
    .execute()

/** The file, its use of the content, and the count of it, within a transaction. */
export async function insertFile(
  trx: Transaction<FileTables>,
  file: NewFile,
  size: number,
  now: number,
): Promise<void> {
  const { sdkAppId, fileId, ownerId, sha256, name } = file
  await trx
    .insertInto('file')
    .values({ sdk_app_id: sdkAppId, file_id: fileId, owner_id: ownerId, sha256, name, created_at: now, bound: 0 })
    .execute()
  await trx
    .updateTable('file_content')
    .set({ used: 1 })
    .where('sdk_app_id', '=', sdkAppId)
    .where('sha256', '=', sha256)
    .execute()
  for (const owner of [ownerId, APPLICATION]) await addUsage(trx, sdkAppId, owner, size, 1)
}

/** In place of an owner who was erased: another one for each file, and no UserID, for those have no slash. */
const nobody = (fileId: string): string => `/${fileId}`
const isNobody = (ownerId: string): boolean => ownerId.startsWith('/')

/** Takes some of a user's files away from their name, and those that they read because of a message. @returns how many there were */
export async function disownSome(
  db: Database<FileTables>,
  sdkAppId: number,
  userId: string,
  limit: number,
): Promise<number> {
  return await db.transaction(async (trx) => {
    const owned = await trx
      .selectFrom('file')
      .select('file_id')
      .where('sdk_app_id', '=', sdkAppId)
      .where('owner_id', '=', userId)
      .orderBy('file_id')
      .limit(limit)
      .execute()
    for (const { file_id: fileId } of owned) {
      await trx
        .updateTable('file')
        .set({ owner_id: nobody(fileId) })
        .where('sdk_app_id', '=', sdkAppId)
        .where('file_id', '=', fileId)
        .execute()
    }
    const places = await trx
      .selectFrom('file_place')
      .select(['file_id'])
      .where('sdk_app_id', '=', sdkAppId)
      .where('kind', '=', 'user')
      .where('place_id', '=', userId)
      .orderBy('file_id')
      .limit(limit)
      .execute()
    if (places.length > 0) {
      await trx
        .deleteFrom('file_place')
        .where('sdk_app_id', '=', sdkAppId)
        .where('kind', '=', 'user')
        .where('place_id', '=', userId)
        .where(
          'file_id',
          'in',
          places.map((place) => place.file_id),
        )
        .execute()
    }
    if (owned.length === 0 && places.length === 0)
      await trx.deleteFrom('file_usage').where('sdk_app_id', '=', sdkAppId).where('owner_id', '=', userId).execute()
    return owned.length + places.length
  })
}

/** Stands for the owners of all files of an application. */
export const APPLICATION = ''

export async function usageOf(q: Q, sdkAppId: number, ownerId: string): Promise<number> {
  const row = await q
    .selectFrom('file_usage')
    .select('bytes')
    .where('sdk_app_id', '=', sdkAppId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst()
  return Number(row?.bytes ?? 0)
}

async function addUsage(q: Q, sdkAppId: number, ownerId: string, bytes: number, count: number): Promise<void> {
  await q
    .insertInto('file_usage')
    .values({ sdk_app_id: sdkAppId, owner_id: ownerId, bytes, files: count })
    .onConflict((conflict) =>
      conflict.columns(['sdk_app_id', 'owner_id']).doUpdateSet((e) => ({
        bytes: e('file_usage.bytes', '+', bytes),
        files: e('file_usage.files', '+', count),
      })),
    )
    .execute()
}

export async function contentOf(
  q: Q,
  sdkAppId: number,
  sha256: string,
): Promise<(Content & { used: boolean }) | undefined> {
  const row = await q
    .selectFrom('file_content')
    .selectAll()
    .where('sdk_app_id', '=', sdkAppId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : {
        sha256,
        size: Number(row.size),
        type: row.type,
        width: Number(row.width),
        height: Number(row.height),
        thumbnails: JSON.parse(row.thumbnails) as Thumbnail[],
        used: Number(row.used) === 1,
      }
}

/** Written before the bytes are, so that whatever becomes of them, the sweep finds them. */
export async function noteContent(
  db: Database<FileTables>,
  sdkAppId: number,
  content: Content,
  now: number,
): Promise<void> {
  const { sha256, size, type, width, height } = content
  const seen = { size, type, width, height, thumbnails: JSON.stringify(content.thumbnails), touched_at: now }
  await db.write([
    db.read
      .insertInto('file_content')
      .values({ sdk_app_id: sdkAppId, sha256, used: 0, ...seen })
      .onConflict((conflict) => conflict.columns(['sdk_app_id', 'sha256']).doUpdateSet(seen)),
  ])
}

export async function isBanned(q: Q, sdkAppId: number, sha256: string): Promise<boolean> {
  const row = await q
    .selectFrom('file_ban')
    .select('sha256')
    .where('sdk_app_id', '=', sdkAppId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row !== undefined
}

export const banContent = (db: Database<FileTables>, sdkAppId: number, sha256: string, now: number) =>
  db.write([
    db.read
      .insertInto('file_ban')
      .values({ sdk_app_id: sdkAppId, sha256, banned_at: now })
      .onConflict((conflict) => conflict.doNothing()),
  ])

export const unbanContent = (db: Database<FileTables>, sdkAppId: number, sha256: string) =>
  db.write([db.read.deleteFrom('file_ban').where('sdk_app_id', '=', sdkAppId).where('sha256', '=', sha256)])

/** For whom the file is, of these. */
export async function placesAmong(q: Q, sdkAppId: number, fileId: string, places: readonly Place[]): Promise<Place[]> {
  const found: Place[] = []
  for (const place of places) {
    const row = await q
      .selectFrom('file_place')
      .select('file_id')
      .where('sdk_app_id', '=', sdkAppId)
      .where('file_id', '=', fileId)
      .where('kind', '=', place.kind)
      .where('place_id', '=', place.id)
      .executeTakeFirst()
    if (row !== undefined) found.push(place)
  }
  return found
}

/** Groups that carry the file, in the order of their ids. */
export async function groupsOfFile(q: Q, sdkAppId: number, fileId: string, limit: number): Promise<string[]> {
  const rows = await q
    .selectFrom('file_place')
    .select('place_id')
    .distinct()
    .where('sdk_app_id', '=', sdkAppId)
    .where('file_id', '=', fileId)
    .where('kind', '=', 'group')
    .orderBy('place_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.place_id)
}

/** A message carries these files. Idempotent. */
export async function putPlaces(
  db: Database<FileTables>,
  sdkAppId: number,
  message: string,
  fileIds: readonly string[],
  places: readonly Place[],
): Promise<void> {
  const rows = fileIds.flatMap((file_id) =>
    places.map(({ kind, id }) => ({ sdk_app_id: sdkAppId, file_id, kind, place_id: id, message })),
  )
  await db.write([
    db.read.updateTable('file').set({ bound: 1 }).where('sdk_app_id', '=', sdkAppId).where('file_id', 'in', fileIds),
    db.read
      .insertInto('file_place')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing()),
  ])
}

/** A message carries these files no longer. Those that no message carries wait anew for one. */
export async function dropPlaces(
  db: Database<FileTables>,
  sdkAppId: number,
  message: string,
  fileIds: readonly string[],
  now: number,
): Promise<void> {
  await db.write([
    db.read
      .deleteFrom('file_place')
      .where('sdk_app_id', '=', sdkAppId)
      .where('file_id', 'in', fileIds)
      .where('message', '=', message),
    db.read
      .updateTable('file')
      .set({ bound: 0, created_at: now })
      .where('sdk_app_id', '=', sdkAppId)
      .where('file_id', 'in', fileIds)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('file_place')
              .select('file_place.file_id')
              .whereRef('file_place.sdk_app_id', '=', 'file.sdk_app_id')
              .whereRef('file_place.file_id', '=', 'file.file_id'),
          ),
        ),
      ),
  ])
}

/** Takes away files that no message carried and that came before a time. @returns how many */
export async function deleteUnbound(
  db: Database<FileTables>,
  sdkAppId: number,
  before: number,
  limit: number,
): Promise<number> {
  return await db.transaction(async (trx) => {
    const rows = await files(trx)
      .where('file.sdk_app_id', '=', sdkAppId)
      .where('file.bound', '=', 0)
      .where('file.created_at', '<', before)
      .orderBy('file.created_at')
      .limit(limit)
      .execute()
    for (const row of rows) {
      await trx.deleteFrom('file').where('sdk_app_id', '=', sdkAppId).where('file_id', '=', row.file_id).execute()
      const owners = isNobody(row.owner_id) ? [APPLICATION] : [row.owner_id, APPLICATION]
      for (const owner of owners) await addUsage(trx, sdkAppId, owner, -Number(row.size), -1)
      await dropUse(trx, sdkAppId, row.sha256)
    }
    return rows.length
  })
}

/** The content is in use as long as a file has it. */
async function dropUse(trx: Transaction<FileTables>, sdkAppId: number, sha256: string): Promise<void> {
  await trx
    .updateTable('file_content')
    .set({ used: 0 })
    .where('sdk_app_id', '=', sdkAppId)
    .where('sha256', '=', sha256)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('file').select('file_id').where('sdk_app_id', '=', sdkAppId).where('sha256', '=', sha256))),
    )
    .execute()
}

/** Contents that no file has and that nobody has touched since. */
export async function unusedContents(q: Q, sdkAppId: number, before: number, limit: number): Promise<string[]> {
  const rows = await q
    .selectFrom('file_content')
    .select('sha256')
    .where('sdk_app_id', '=', sdkAppId)
    .where('used', '=', 0)
    .where('touched_at', '<', before)
    .orderBy('touched_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.sha256)
}

/** Every content of an application, in the order of its hash. */
export async function contentsAfter(q: Q, sdkAppId: number, after: string, limit: number): Promise<string[]> {
  const rows = await q
    .selectFrom('file_content')
    .select('sha256')
    .where('sdk_app_id', '=', sdkAppId)
    .where('sha256', '>', after)
    .orderBy('sha256')
    .limit(limit)
    .execute()
  return rows.map((row) => row.sha256)
}

/** Whoever calls this keeps others from using the content meanwhile. */
export async function deleteContent(db: Database<FileTables>, sdkAppId: number, sha256: string): Promise<void> {
  await db.write([
    db.read
      .deleteFrom('file_content')
      .where('sdk_app_id', '=', sdkAppId)
      .where('sha256', '=', sha256)
      .where('used', '=', 0),
  ])
}
