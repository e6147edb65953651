import { useParams } from 'react-router'
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
}

/** The newest applications first; asked for once and shared by the switcher and the pages. */
export const useApplications = () =>
  useAnswer<{ readonly total: number; readonly applications: readonly ApplicationLine[] }>('applications')

/** The application that the address names. For pages with `of: 'application'`. */
export function useSdkAppId(): number {
  return Number(useParams()['sdkAppId'])
}
