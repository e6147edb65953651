/** What the page is told by its server. */
export interface Environment {
  /** The server runs with `--dev`: it signs tickets for anybody on this machine. */
  readonly development: boolean
}

/** A ticket, and the application that it is good for. */
export interface Ticket {
  readonly sdkAppId: number
  readonly userSig: string
}

export async function readEnvironment(): Promise<Environment> {
  try {
    const answer = await fetch(`${import.meta.env.BASE_URL}environment.json`, { cache: 'no-store' })
    const { development } = (await answer.json()) as Partial<Environment>
    return { development: development === true }
  } catch {
    return { development: false }
  }
}

/** Asks the development mode for a ticket. @throws {Error} with the server's words */
export async function developmentTicket(userId: string): Promise<Ticket> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch('/dev/usersig', { method: 'POST', headers, body: JSON.stringify({ userId }) })
  const told = (await answer.json()) as Partial<Ticket> & { message?: string }
  if (answer.ok && told.sdkAppId !== undefined && told.userSig !== undefined)
    return { sdkAppId: told.sdkAppId, userSig: told.userSig }
  throw new Error(told.message ?? `${answer.status}`)
}
