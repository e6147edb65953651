const PREFIX = 'signet-chat-'

/** What this browser keeps of the user's choices. Where storage is switched off, nothing is kept and nothing fails. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value)
  } catch {
    // The choice holds until the page is left.
  }
}

/** As `kept`, for this window alone: two windows are two people. */
export function keptHere(name: string): string | null {
  try {
    return sessionStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

export function keepHere(name: string, value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(PREFIX + name)
    else sessionStorage.setItem(PREFIX + name, value)
  } catch {
    // Then a reload asks again who one is.
  }
}
