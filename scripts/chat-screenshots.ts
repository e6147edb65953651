/**
 * `node --conditions=source scripts/chat-screenshots.ts [name …]`: makes the pictures of the chat in docs/images, for README and guide, from
 * pages that really run. Chromium must be on the PATH. A new picture is one more row.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { type ChatWorld, chatWorld } from '../packages/demo/test/chat-world.ts'
import { showRoom, showTeam } from './lib/chat-scenes.ts'

interface Shot {
  /** `docs/images/<name>.png` */
  readonly name: string
  /** Makes the page as it is to be seen. */
  readonly show: (world: ChatWorld) => Promise<Page>
}

const SHOTS: readonly Shot[] = [
  { name: 'chat', show: (world) => showTeam(world, { width: 1280 }) },
  { name: 'chat-dark', show: (world) => showTeam(world, { width: 1280, dark: true }) },
  { name: 'chat-phone', show: (world) => showTeam(world, { width: 390 }) },
  { name: 'chat-room', show: showRoom },
]

const folder = fileURLToPath(new URL('../docs/images', import.meta.url))
const wanted = process.argv.slice(2)

await mkdir(folder, { recursive: true })
for (const { name, show } of SHOTS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  await using world = await chatWorld()
  const page = await show(world)
  // A palette is a third of the size, and nobody sees the difference on a page like this.
  const small = await sharp(await page.screenshot())
    .png({ palette: true, quality: 90, effort: 10 })
    .toBuffer()
  await writeFile(`${folder}/${name}.png`, small)
  process.stdout.write(`docs/images/${name}.png ${Math.round(small.length / 1024)} KB\n`)
}
