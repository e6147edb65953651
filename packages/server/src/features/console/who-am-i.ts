import type { Role } from '@signet/protocol/console/roles'
import { csrfTokenOf } from './sessions.ts'
import type { Visitor } from './visitor.ts'

/** What a page is told about who it is for. Without the csrfToken nothing can be changed. */
export type WhoAmI =
  | { readonly signedIn: false }
  | {
      readonly signedIn: true
      readonly name: string
      readonly role: Role
      /** Nothing but changing the one-time password is open. */
      readonly mustChange: boolean
      /** Nothing but setting up a second factor is open. */
      readonly mustEnrol: boolean
      readonly secondFactor: boolean
      readonly csrfToken: string
    }

export function whoAmI({ id, name, role, unsettled, secondFactor }: Visitor): WhoAmI {
  return {
    signedIn: true,
    name,
    role,
    mustChange: unsettled === 'password',
    mustEnrol: unsettled === 'secondFactor',
    secondFactor,
    csrfToken: csrfTokenOf(id),
  }
}
