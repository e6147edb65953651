import { monitorEventLoopDelay } from 'node:perf_hooks'
import { round } from './result.ts'

/** Watches how late timers of this process fire, for benches that run what they measure in their own process. */
export function watchLoop() {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  return {
    start: (): void => void delay.enable(),
    stop: (): void => void delay.disable(),
    /** ms, of the time between starts and stops */
    p99Ms: (): number => round(delay.percentile(99) / 1e6),
  }
}
