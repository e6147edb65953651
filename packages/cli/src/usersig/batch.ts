import { EXIT } from '../answer.ts'
import { lineGroups } from '../lines.ts'

export interface BatchOptions {
  readonly now?: number
  readonly lenient?: boolean
  readonly userbuf?: string | true
}

/** Answers every line of stdin on stdout, in order, as fast as the reader takes the answers. The options are what a line does not say. */
export async function answerBatch(options: BatchOptions): Promise<void> {
  const [{ answerLine }, { KeyCache }] = await Promise.all([import('./batch-line.ts'), import('./key-cache.ts')])
  const keys = new KeyCache()
  const defaults = {
    now: () => options.now ?? Math.floor(Date.now() / 1000),
    lenient: options.lenient ?? false,
    userbuf: options.userbuf,
  }
  let gone = false
  process.stdout.on('error', () => {
    // The reader has closed the pipe: nobody wants the rest.
    gone = true
    process.stdin.destroy()
  })
  let first = true
  try {
    for await (const lines of lineGroups(process.stdin)) {
      if (first) lines[0] = lines[0]?.replace(/^\uFEFF/, '')
      first = false
      const answers = lines.map((line) => answerLine(line, keys, defaults)).join('\n')
      if (!process.stdout.write(`${answers}\n`)) await drained()
    }
  } catch (error) {
    // Cutting stdin off shows up here as a stream that ended too early.
    if (!gone) throw error
  }
  process.exitCode = EXIT.ok
}

/** Resolves when stdout takes more, or never will. */
function drained(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      process.stdout.off('drain', done).off('close', done)
      resolve()
    }
    process.stdout.on('drain', done).on('close', done)
  })
}
