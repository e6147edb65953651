/** What happened in a login, `ms` after it began. */
export type LoginStep = { readonly ms: number } & (
  | { readonly kind: 'connecting'; readonly userId: string }
  | { readonly kind: 'loggedIn' | 'ready' | 'loggedOut' }
  | { readonly kind: 'refused'; readonly code: number; readonly text: string }
  | { readonly kind: 'kicked'; readonly text: string }
)

export interface TriedLogin {
  /** Logs out and lets go of the connection. */
  end(): Promise<void>
}

type Step = LoginStep extends infer S ? (S extends LoginStep ? Omit<S, 'ms'> : never) : never

/** Logs in to this server with the SDK, which is loaded only then. */
export function tryLogin(options: {
  readonly sdkAppId: number
  readonly userId: string
  readonly userSig: string
  readonly onStep: (step: LoginStep) => void
  /** The connection is gone, whoever let go of it. */
  readonly onEnd: () => void
}): TriedLogin {
  const { sdkAppId, userId, userSig, onEnd } = options
  const from = performance.now()
  let last = -1
  const tell = (step: Step): void => {
    // Two at the same moment stay apart.
    last = Math.max(last + 0.001, performance.now() - from)
    options.onStep({ ...step, ms: last } as LoginStep)
  }
  tell({ kind: 'connecting', userId })

  const opened = import('@signet/chat').then(({ default: sdk }) => {
    const chat = sdk.createInstance({ SDKAppID: sdkAppId, proxyServer: location.origin })
    chat.on(sdk.EVENT.SDK_READY, () => tell({ kind: 'ready' }))
    chat.on(sdk.EVENT.KICKED_OUT, ({ data }) => tell({ kind: 'kicked', text: String(data.type) }))
    return chat
  })

  let ended = false
  async function end(): Promise<void> {
    if (ended) return
    ended = true
    const chat = await opened
    await chat.logout().then(
      () => tell({ kind: 'loggedOut' }),
      () => undefined,
    )
    await chat.destroy()
    onEnd()
  }

  opened
    .then((chat) => chat.login({ userID: userId, userSig }))
    .then(
      () => tell({ kind: 'loggedIn' }),
      (error: { readonly code?: number; readonly message: string }) => {
        tell({ kind: 'refused', code: error.code ?? 0, text: error.message })
        return end()
      },
    )
  return { end }
}
