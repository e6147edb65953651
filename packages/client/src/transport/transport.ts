/** What happens to a socket. None is called from inside `connect`, and none after `close()`. */
export interface SocketEvents {
  opened(): void
  received(text: string): void
  /** The socket is gone, or never came up. Called once, the last of all. */
  closed(code: number, reason: string): void
}

export interface Socket {
  /** Sends one text frame. Of a socket that is not open, nothing. */
  send(text: string): void
  close(): void
}

/** What the platform says about the network. Hints only: the heartbeat finds the truth. */
export interface NetworkHints {
  /** The network is back, or the page can be seen again. */
  back(): void
  /** The network is gone. */
  gone(): void
}

/** The one thing that differs between platforms; `#transport` in package.json picks it. */
export interface Transport {
  /** Told to the server at login, where the login policy is by platform. */
  readonly platform: string
  connect(url: string, events: SocketEvents): Socket
  /** @returns the function that stops watching */
  watch(hints: NetworkHints): () => void
}
