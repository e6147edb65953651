/** What a room shows of somebody, whoever looks: a user, or a guest without the SDK. */
export interface Comment {
  readonly id: string
  readonly from: string
  readonly name: string
  readonly text: string
  /** `news`: who came and went. */
  readonly kind: 'said' | 'news'
  readonly isHost: boolean
}
