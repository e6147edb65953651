#!/usr/bin/env node
// Plain JavaScript that every Node understands, so that an old one gets a message instead of a syntax error.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NEEDED = 24
const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const main = at('../dist/main.js')

if (!existsSync(main)) {
  fail('it is not built yet: run `npm run build`')
} else if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  await import('../dist/main.js')
} else {
  // In a checkout, `npm ci` has installed a Node that is new enough.
  const own = at('../../../node_modules/node/bin/node')
  if (existsSync(own)) handOver(own)
  else fail(`it needs Node ${NEEDED} or newer, and this is ${process.versions.node}`)
}

function handOver(node) {
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(error.message))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143)
  })
}

function fail(message) {
  process.stderr.write(`signet: ${message}\n`)
  process.exitCode = 2
}
