/**
 * What a console user may do, least first; each may do what those before it may.
 * - `readOnly` sees figures, lists and settings: nothing that people wrote to each other, nothing secret
 * - `developer` also works on how an application is integrated: keys, callbacks, development tools
 * - `operator` also works on people and groups: accounts, mutes, words, messages with a reason
 * - `owner` also decides who works here, and what cannot be taken back
 */
export const ROLES = ['readOnly', 'developer', 'operator', 'owner'] as const

export type Role = (typeof ROLES)[number]

/**
 * Whether somebody of this role may do what asks for another one at least.
 * @example
 * mayAct('operator', 'developer') // true
 */
export const mayAct = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least)

export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value)
