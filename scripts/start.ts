/** `npm start`: builds what is missing or stale, then is `signet serve --dev` with whatever arguments follow. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildPage, PAGES } from './lib/built-pages.ts'
import { bundleServer } from './lib/server-bundle.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))

if (process.stderr.isTTY) process.stderr.write('Building what has changed …\n')
// The client too: the first thing that a newcomer runs beside the server imports it.
const build = spawnSync(process.execPath, [compiler, '-b', 'packages/cli', 'packages/client'], {
  cwd: root,
  stdio: 'inherit',
})
if (build.status !== 0) {
  process.stderr.write('The build failed, see above.\n')
  process.exitCode = build.status ?? 1
} else {
  await bundleServer()
  for (const name of PAGES) {
    const onBuild = (): void => void process.stderr.write(`Building the ${name}, this once: about ten seconds …\n`)
    // A server without its pages is a server: it says so where they would be.
    await buildPage(name, { onBuild }).catch((error: Error) => process.stderr.write(`${error.message}\n`))
  }
  // In this process, not in a child: signals and the exit code need no passing on.
  const main = new URL('../packages/cli/dist/main.js', import.meta.url)
  process.argv.splice(1, 1, fileURLToPath(main), 'serve', '--dev')
  await import(main.href)
}
