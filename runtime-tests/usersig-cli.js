/**
 * Runs the suite in Node.js, Bun or Deno: `usersig-cli.js INPUT.json [TICKETS.json]`. Prints one JSON object.
 * The input says whether this runtime is known to have secp256k1, so that losing it would be noticed.
 */
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'
import * as nodeApi from '../packages/usersig/dist/node.js'
import { runSuite, verifyTickets } from './usersig-suite.js'

const [inputFile, ticketsFile] = argv.slice(2)
const input = JSON.parse(readFileSync(inputFile, 'utf8'))
const result =
  ticketsFile === undefined
    ? await runSuite(input, nodeApi, input.nodeHasSecp256k1)
    : await verifyTickets(input, JSON.parse(readFileSync(ticketsFile, 'utf8')), nodeApi)
console.log(JSON.stringify(result))
