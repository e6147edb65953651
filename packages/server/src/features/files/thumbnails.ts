import { type ChildProcess, fork } from 'node:child_process'
import { rm } from 'node:fs/promises'
import type { MadeThumbnail, ThumbnailAnswer, ThumbnailTask } from './thumbnail-worker.ts'

/** The size of an image, and smaller ones of it as files beside it, for the caller to take away. */
export interface Scaled {
  readonly width: number
  readonly height: number
  readonly made: readonly MadeThumbnail[]
}

/** Makes small images, one at a time, in a process of its own that lives while there is work. */
export interface Thumbnailer {
  /** Nothing when it cannot be: not an image after all, too many pixels, too slow, too much work already. Never throws (FILE9). */
  make(path: string): Promise<Scaled | undefined>
  close(): void
}

export interface ThumbnailOptions {
  /** Images with more pixels are not decoded. */
  readonly maxPixels: number
  /** Hears why an image has no smaller ones. */
  readonly onFailure?: (reason: string) => void
  readonly timeoutMs?: number
  /** Of a process without work, ms. */
  readonly idleMs?: number
  readonly maxWaiting?: number
  /** An image that waited longer than this for its turn gets no smaller ones, ms. */
  readonly patienceMs?: number
  readonly worker?: URL
}

// The sources run unbuilt too: the worker has the extension of this file.
const WORKER = new URL(`./thumbnail-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)

interface Job {
  readonly path: string
  readonly since: number
  readonly done: (scaled: Scaled | undefined) => void
}

export function createThumbnailer(options: ThumbnailOptions): Thumbnailer {
  const { maxPixels, onFailure = () => {}, timeoutMs = 15_000, idleMs = 30_000, maxWaiting = 64 } = options
  const { patienceMs = 20_000 } = options
  const waiting: Job[] = []
  let child: ChildProcess | undefined
  let current: { readonly job: Job; readonly timer: NodeJS.Timeout } | undefined
  let idle: NodeJS.Timeout | undefined
  let lastId = 0
  let closed = false

  const start = (): ChildProcess => {
    // No environment: a decoder that was taken over finds no secret there.
    const started = fork(options.worker ?? WORKER, {
      env: { MALLOC_ARENA_MAX: '2' },
      execArgv: ['--max-old-space-size=64'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    // The timer of a job keeps the server awake, an idle process does not.
    started.unref()
    started.channel?.unref()
    started.on('message', (answer: ThumbnailAnswer) => {
      if (child === started && answer.id === lastId) settle(answer)
    })
    started.on('error', (error) => lose(started, error.message))
    started.on('exit', (code, signal) => lose(started, `the process ended (${signal ?? code})`))
    return started
  }

  function lose(lost: ChildProcess, reason: string): void {
    if (child !== lost) return
    child = undefined
    settle({ id: lastId, ok: false, reason })
  }

  function settle(answer: ThumbnailAnswer): void {
    if (current === undefined) return
    const { job, timer } = current
    current = undefined
    clearTimeout(timer)
    if (answer.ok) {
      job.done(answer)
      next()
      return
    }
    onFailure(answer.reason)
    // What was half made must not stay.
    Promise.allSettled(['large', 'thumb'].map((name) => rm(`${job.path}.${name}`, { force: true }))).then(() => {
      job.done(undefined)
      next()
    })
  }

  function stop(): void {
    const stopped = child
    child = undefined
    stopped?.kill('SIGKILL')
  }

  function next(): void {
    if (current !== undefined) return
    let job = waiting.shift()
    while (job !== undefined && performance.now() - job.since > patienceMs) {
      onFailure(`no turn within ${patienceMs} ms`)
      job.done(undefined)
      job = waiting.shift()
    }
    if (job === undefined) {
      clearTimeout(idle)
      idle = setTimeout(stop, idleMs).unref()
      return
    }
    clearTimeout(idle)
    child ??= start()
    const timer = setTimeout(() => {
      stop()
      settle({ id: lastId, ok: false, reason: `no result after ${timeoutMs} ms` })
    }, timeoutMs)
    current = { job, timer }
    const task: ThumbnailTask = { id: ++lastId, path: job.path, maxPixels }
    child.send(task, (error) => {
      if (error !== null && child !== undefined) lose(child, error.message)
    })
  }

  return {
    make(path) {
      if (closed || waiting.length >= maxWaiting) {
        onFailure(closed ? 'the server is closing' : `${maxWaiting} images wait already`)
        return Promise.resolve(undefined)
      }
      return new Promise((done) => {
        waiting.push({ path, done, since: performance.now() })
        next()
      })
    },
    close() {
      closed = true
      clearTimeout(idle)
      for (const { done } of waiting.splice(0)) done(undefined)
      stop()
      settle({ id: lastId, ok: false, reason: 'the server is closing' })
    },
  }
}
