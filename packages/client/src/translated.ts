import { ChatError, type ClientErrorName, clientError } from './errors.ts'

/** What the server refuses under some names, under the codes that apps of the official SDK test for. The server's error is the cause. */
export function translated(error: unknown, names: Readonly<Partial<Record<string, ClientErrorName>>>): unknown {
  const name = error instanceof ChatError ? names[error.name] : undefined
  return name === undefined ? error : clientError(name, undefined, { cause: error })
}

/** The same, of what was asked for. */
export async function translating<T>(
  asked: Promise<T>,
  names: Readonly<Partial<Record<string, ClientErrorName>>>,
): Promise<T> {
  try {
    return await asked
  } catch (error) {
    throw translated(error, names)
  }
}
