import { fail } from '../../engine/failure.ts'
import { isAttributeName, isAttributeValue, MOST_TAGS_OF_USER, MOST_USERS, tagsRefusal } from './rules.ts'
import type { PushStore } from './store.ts'

export interface LabelParts {
  readonly store: PushStore
  exists(sdkAppId: number, userId: string): Promise<boolean>
}

interface Tagged {
  readonly userId: string
  readonly tags: readonly string[]
}

/** @throws Failure PUSH_TOO_MANY_ACCOUNTS, C2C_RECEIVER_MISSING */
export function checkCount(userIds: readonly string[]): void {
  if (userIds.length === 0) throw fail('C2C_RECEIVER_MISSING', 'No user is named.')
  if (userIds.length > MOST_USERS) throw fail('PUSH_TOO_MANY_ACCOUNTS')
}

/** @throws Failure PUSH_TOO_MANY_ACCOUNTS, C2C_RECEIVER_MISSING, C2C_ACCOUNT_UNKNOWN */
async function checkUsers({ exists }: LabelParts, sdkAppId: number, userIds: readonly string[]): Promise<void> {
  checkCount(userIds)
  for (const userId of userIds) {
    if (await exists(sdkAppId, userId)) continue
    throw fail('C2C_ACCOUNT_UNKNOWN', `${JSON.stringify(userId.slice(0, 64))} is no account.`)
  }
}

function checkTags(tagged: readonly Tagged[]): void {
  for (const { userId, tags } of tagged) {
    const refusal = tags.length === 0 ? 'PUSH_TAG_EMPTY' : tagsRefusal(tags)
    if (refusal !== undefined) throw fail(refusal, `The tags of ${JSON.stringify(userId)} do not fit.`)
  }
}

/** Gives users tags, all or none (PUSH1). @throws Failure */
export async function addTags(parts: LabelParts, sdkAppId: number, tagged: readonly Tagged[]): Promise<void> {
  const userIds = tagged.map(({ userId }) => userId)
  await checkUsers(parts, sdkAppId, userIds)
  checkTags(tagged)
  await parts.store.transaction(async (trx) => {
    for (const { userId, tags } of tagged) {
      for (const tag of tags) await parts.store.putTag({ sdk_app_id: sdkAppId, user_id: userId, tag }, trx).execute()
    }
    for (const [userId, { tags }] of await parts.store.labels(sdkAppId, userIds, trx)) {
      if (tags.size <= MOST_TAGS_OF_USER) continue
      throw fail('PUSH_TOO_MANY_TAGS', `${JSON.stringify(userId)} would have more than ${MOST_TAGS_OF_USER} tags.`)
    }
  })
}

/** Those that a user does not have are none. @throws Failure */
export async function removeTags(parts: LabelParts, sdkAppId: number, tagged: readonly Tagged[]): Promise<void> {
  await checkUsers(
    parts,
    sdkAppId,
    tagged.map(({ userId }) => userId),
  )
  checkTags(tagged)
  await parts.store.removeTags(sdkAppId, tagged)
}

/** @throws Failure PUSH_ATTRIBUTE_NAME */
export async function nameAttributes(
  { store }: LabelParts,
  sdkAppId: number,
  names: readonly (readonly [slot: number, name: string])[],
): Promise<void> {
  if (names.length === 0 || names.some(([, name]) => !isAttributeName(name))) {
    throw fail('PUSH_ATTRIBUTE_NAME', 'Name attributes 0–9 with 1–50 bytes each.')
  }
  const bySlot = new Map([...(await store.attributeNames(sdkAppId))].map(([name, slot]) => [slot, name]))
  for (const [slot, name] of names) bySlot.set(slot, name)
  if (new Set(bySlot.values()).size < bySlot.size) throw fail('PUSH_ATTRIBUTE_NAME', 'Two attributes have one name.')
  await store.nameAttributes(sdkAppId, names)
}

/** The numbers of attributes by their names. @throws Failure PUSH_ATTRIBUTE_INVALID */
export async function slotsOf(
  { store }: Pick<LabelParts, 'store'>,
  sdkAppId: number,
): Promise<(name: string) => number> {
  const names = await store.attributeNames(sdkAppId)
  return (name) => {
    const slot = names.get(name)
    if (slot !== undefined) return slot
    throw fail('PUSH_ATTRIBUTE_INVALID', `There is no attribute ${JSON.stringify(name.slice(0, 64))}.`)
  }
}

/** @throws Failure PUSH_ATTRIBUTE_INVALID */
export function checkValue(value: string): string {
  if (!isAttributeValue(value)) throw fail('PUSH_ATTRIBUTE_INVALID', 'A value has at most 50 bytes.')
  return value
}

/** All or none (PUSH1). @throws Failure */
export async function setAttributes(
  parts: LabelParts,
  sdkAppId: number,
  users: readonly { readonly userId: string; readonly values: Readonly<Record<string, string>> }[],
): Promise<void> {
  await checkUsers(
    parts,
    sdkAppId,
    users.map(({ userId }) => userId),
  )
  const slotOf = await slotsOf(parts, sdkAppId)
  const rows = users.flatMap(({ userId, values }) =>
    Object.entries(values).map(([name, value]) => ({
      sdk_app_id: sdkAppId,
      user_id: userId,
      slot: slotOf(name),
      value: checkValue(value),
    })),
  )
  if (rows.length === 0) throw fail('PUSH_ATTRIBUTE_INVALID', 'No attribute is named.')
  await parts.store.putAttributes(rows)
}

/** @throws Failure */
export async function removeAttributes(
  parts: LabelParts,
  sdkAppId: number,
  users: readonly { readonly userId: string; readonly names: readonly string[] }[],
): Promise<void> {
  await checkUsers(
    parts,
    sdkAppId,
    users.map(({ userId }) => userId),
  )
  const slotOf = await slotsOf(parts, sdkAppId)
  const rows = users.map(({ userId, names }) => ({ userId, slots: names.map(slotOf) }))
  if (rows.some(({ slots }) => slots.length === 0)) throw fail('PUSH_ATTRIBUTE_INVALID', 'No attribute is named.')
  await parts.store.removeAttributes(sdkAppId, rows)
}

/** Tags and attributes of an account that is erased. */
export const eraseLabels = ({ store }: Pick<LabelParts, 'store'>, sdkAppId: number, userId: string) =>
  store.eraseLabels(sdkAppId, userId)
