import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { CrowdAnswer, CrowdOrder } from './crowd-child.ts'

/** Thousands of clients in a process of their own. */
export interface PlainCrowd extends Disposable {
  obey(order: CrowdOrder): Promise<CrowdAnswer>
}

/** A process of the benches beside this one. */
export const forkPart = (file: string): ChildProcess =>
  fork(fileURLToPath(new URL(file, import.meta.url)), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })

/** The next message of a process. @throws Error when it ends instead */
export async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the bench ended (${code})`)
  })
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [T]
  return answer
}

export function startCrowd(): PlainCrowd {
  const child = forkPart('./crowd-child.ts')
  child.setMaxListeners(0)
  return {
    async obey(order) {
      const answer = answerOf<CrowdAnswer>(child)
      child.send(order)
      return await answer
    },
    [Symbol.dispose]: () => void child.kill(),
  }
}
