import { EXIT } from '../answer.ts'
import { lineGroups } from '../lines.ts'

const clock = (): number => Math.floor(Date.now() / 1000)

/** Answers every line of stdin on stdout, in order, as fast as the reader takes the answers. */
export async function answerBatch(): Promise<void> {
  const [{ answerLine }, { KeyCache }] = await Promise.all([import('./batch-line.ts'), import('./key-cache.ts')])
  const keys = new KeyCache()
  let gone = false
  process.stdout.on('error', () => {
    // The reader has closed the pipe: nobody wants the rest.
    gone = true
    process.stdin.destroy()
  })
  let first = true
  for await (const lines of lineGroups(process.stdin)) {
    if (first) lines[0] = lines[0]?.replace(/^\uFEFF/, '')
    first = false
    const answers = lines.map((line) => answerLine(line, keys, clock)).join('\n')
    if (gone) break
    if (!process.stdout.write(`${answers}\n`)) await drained()
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
