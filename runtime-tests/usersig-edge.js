/**
 * Runs the suite where there is nothing but the language and the Web APIs that edge workers have: no process, no Buffer, no
 * `node:` module, no import beyond the files of the suite. It stands in for an edge worker, whose own runtime is not on every
 * platform's registry. `node --experimental-vm-modules usersig-edge.js INPUT.json [TICKETS.json]`
 */
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'
import { createContext, SourceTextModule } from 'node:vm'

const { crypto, TextEncoder, TextDecoder, atob, btoa } = globalThis
const context = createContext({ crypto, TextEncoder, TextDecoder, atob, btoa })
const modules = new Map()

function load(url) {
  if (url.protocol !== 'file:') throw new Error(`The universal build imports ${url}.`)
  const known = modules.get(url.href)
  if (known) return known
  const module = new SourceTextModule(readFileSync(url, 'utf8'), { context, identifier: url.href })
  modules.set(url.href, module)
  return module
}

const suite = load(new URL('./usersig-suite.js', import.meta.url))
await suite.link((specifier, { identifier }) => load(new URL(specifier, identifier)))
await suite.evaluate()

const [input, tickets] = argv.slice(2).map((file) => readFileSync(file, 'utf8'))
const main = new SourceTextModule(
  `import { runSuite, verifyTickets } from 'suite'
  const input = JSON.parse(${JSON.stringify(input)})
  export const result = JSON.stringify(await ${tickets === undefined ? 'runSuite(input)' : `verifyTickets(input, JSON.parse(${JSON.stringify(tickets)}))`})`,
  { context },
)
await main.link(() => suite)
await main.evaluate()
console.log(main.namespace.result)
