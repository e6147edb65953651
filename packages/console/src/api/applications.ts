import { useParams } from 'react-router'
import { path } from './client.ts'
import { useAnswer } from './use-api.ts'

/** A key as the list of applications shows it. Times in ms. */
export interface KeyLine {
  readonly keyId: string
  readonly kind: 'publicKey' | 'secret'
  readonly curve?: string
  readonly state: 'active' | 'retiring' | 'retired' | 'revoked'
  readonly createdAt: number
  readonly retiresAt?: number
  readonly lastUsedAt?: number
}

export interface ApplicationLine {
  readonly sdkAppId: number
  readonly name: string
  readonly state: 'active' | 'disabled'
  /** ms */
  readonly createdAt: number
  readonly keys: readonly KeyLine[]
  /** Accounts that there are; who is online on this node, and messages that it took since its start. */
  readonly live: {
    readonly accounts: number
    readonly users: number
    readonly sessions: number
    readonly messages: number
  }
}

export const LOGIN_POLICIES = ['single', 'webAndOne', 'webDesktopMobile', 'perPlatform', 'multi'] as const
export type LoginPolicy = (typeof LOGIN_POLICIES)[number]

/** One application, as its own page shows it. */
export interface Application {
  readonly sdkAppId: number
  readonly name: string
  readonly administrators: readonly string[]
  readonly loginPolicy: LoginPolicy
  readonly maxInstances: number
  readonly accountCreation: 'onLogin' | 'imported'
  readonly state: 'active' | 'disabled'
  /** ms */
  readonly createdAt: number
}

/** The newest applications first; asked for once and shared by the switcher and the pages. */
export const useApplications = (options: { readonly everyMs?: number } = {}) =>
  useAnswer<{ readonly total: number; readonly applications: readonly ApplicationLine[] }>('applications', options)

export const useApplication = (sdkAppId: number) => useAnswer<Application>(path`applications/${sdkAppId}`)

/** The application that the address names. For pages with `of: 'application'`. */
export function useSdkAppId(): number {
  return Number(useParams()['sdkAppId'])
}
