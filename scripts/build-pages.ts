/** Builds the pages that the server hands out, those that are missing or stale; `npm run build` ends with it. */
import { buildPage, PAGES } from './lib/built-pages.ts'

for (const name of PAGES) {
  await buildPage(name, { onBuild: () => process.stderr.write(`Building the ${name}: about ten seconds …\n`) })
}
