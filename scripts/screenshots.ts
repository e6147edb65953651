/**
 * `node --conditions=source scripts/screenshots.ts [name …]`: makes the pictures of README and guides, docs/images/*.png, from a console and a
 * chat that really run. Chromium must be on the PATH. A new picture is one more row.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { type ChatWorld, chatWorld } from '../packages/demo/test/chat-world.ts'
import { showRoom, showTeam } from './lib/chat-scenes.ts'
import {
  type ConsoleScene,
  consoleScene,
  type SceneLanguage,
  showConfiguration,
  showExplain,
  showNewKey,
} from './lib/console-scenes.ts'

/** A picture of the chat: each has a server of its own. */
const OF_CHAT: Readonly<Record<string, (world: ChatWorld) => Promise<Page>>> = {
  chat: (world) => showTeam(world, { width: 1280 }),
  'chat-dark': (world) => showTeam(world, { width: 1280, dark: true }),
  'chat-phone': (world) => showTeam(world, { width: 390 }),
  'chat-room': showRoom,
}

/** A picture of the console, in both languages: `<name>.png` and `<name>.zh.png`. */
const OF_CONSOLE: Readonly<Record<string, (scene: ConsoleScene, language: SceneLanguage) => Promise<void>>> = {
  configuration: showConfiguration,
  'new-key': showNewKey,
  explain: showExplain,
}

const folder = fileURLToPath(new URL('../docs/images', import.meta.url))
const names = [...Object.keys(OF_CHAT), ...Object.keys(OF_CONSOLE)]
const wanted = new Set(process.argv.length > 2 ? process.argv.slice(2) : names)
const unknown = [...wanted].filter((name) => !names.includes(name))

if (unknown.length > 0) {
  process.stderr.write(`There is no picture ${unknown.join(', ')}. There are: ${names.join(', ')}.\n`)
  process.exitCode = 1
} else {
  await mkdir(folder, { recursive: true })
  for (const [name, show] of Object.entries(OF_CHAT)) {
    if (!wanted.has(name)) continue
    await using world = await chatWorld()
    await keep(name, await show(world))
  }
  if (Object.keys(OF_CONSOLE).some((name) => wanted.has(name))) await shootConsole()
}

async function shootConsole(): Promise<void> {
  const scene = await consoleScene()
  try {
    for (const [name, show] of Object.entries(OF_CONSOLE)) {
      if (!wanted.has(name)) continue
      for (const language of ['en', 'zh'] as const) {
        await show(scene, language)
        await keep(language === 'en' ? name : `${name}.zh`, scene.page)
      }
    }
  } finally {
    await scene.close()
  }
}

async function keep(name: string, page: Page): Promise<void> {
  // A palette is a third of the size, and nobody sees the difference on pages like these.
  const small = await sharp(await page.screenshot())
    .png({ palette: true, quality: 90, effort: 10 })
    .toBuffer()
  await writeFile(`${folder}/${name}.png`, small)
  process.stdout.write(`docs/images/${name}.png ${Math.round(small.length / 1024)} KB\n`)
}
