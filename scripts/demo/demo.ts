import { runDemo } from './run.ts'

const result = await runDemo((line) => console.log(line))
console.log(`
  acked            ${result.acked} (${result.ackedBeforeKill} before the kill)
  stored           ${result.stored}
  received         ${result.received}
`)
if (result.broken.length > 0) {
  console.log(`Broken:\n${result.broken.map((line) => `  - ${line}`).join('\n')}`)
  process.exitCode = 1
} else {
  console.log('Every acked message is there exactly once, in one order, on both sides.')
}
