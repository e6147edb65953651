#!/usr/bin/env node
// Plain JavaScript that every Node understands, so that an old one gets a message instead of a syntax error.
import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NEEDED = 24
const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const built = at('../dist/main.js')
// Only a checkout has sources. They run as they are, so that the command works before anything was built.
const source = at('../src/main.ts')
// In a checkout, `npm ci` has installed a Node that is new enough.
const node = isNewEnough() ? process.execPath : at('../../../node_modules/node/bin/node')

if (!existsSync(node)) fail(`it needs Node ${NEEDED} or newer, and this is ${process.versions.node}`)
else if (existsSync(built) && !(existsSync(source) && isServerStale()))
  await (isNewEnough() ? import('../dist/main.js') : handOver([built]))
else if (existsSync(source)) handOver(['--conditions=source', source])
else fail('its files are missing: install it again')

function isNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= NEEDED
}

// The compiler alone makes no bundle of the server: `npm run build` does.
function isServerStale() {
  const changedAt = (path) => statSync(at(path), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return changedAt('../../server/dist/bundle/index.js') < changedAt('../../server/dist/.tsbuildinfo')
}

function handOver(main) {
  const child = spawn(node, [...main, ...process.argv.slice(2)], { stdio: 'inherit' })
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
