import './chart.css'
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useShown } from '../language/shown.ts'

register([LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

/** A line of a chart: time in ms and value; nothing where nothing is known. */
export interface Line {
  readonly name: string
  readonly color: 'brand' | 'warning' | 'error' | 'accent'
  readonly points: readonly (readonly [at: number, value: number | null])[]
}

const COLORS = {
  brand: '--td-brand-color',
  accent: '--chart-accent',
  warning: '--td-warning-color',
  error: '--td-error-color',
} as const

const cssColor = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** Which theme is shown: a canvas does not follow the variables by itself. */
function useTheme(): string | null {
  return useSyncExternalStore(
    (listener) => {
      const observer = new MutationObserver(listener)
      observer.observe(document.documentElement, { attributeFilter: ['theme-mode'] })
      return () => observer.disconnect()
    },
    () => document.documentElement.getAttribute('theme-mode'),
  )
}

/**
 * Lines over time. Load the page that has it lazily: the library is large.
 * @example
 * <Chart label="Messages per second" lines={[{ name: 'Sent', color: 'brand', points: [[Date.now(), 3]] }]} from={start} to={end} show={String} />
 */
export function Chart({
  label,
  lines,
  from,
  to,
  show,
}: {
  /** What it shows and how it stands now, for those who do not see it. */
  readonly label: string
  readonly lines: readonly Line[]
  /** ms */
  readonly from: number
  readonly to: number
  readonly show: (value: number) => string
}) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  const theme = useTheme()
  const shown = useShown()

  useEffect(() => {
    const made = init(box.current!)
    chart.current = made
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])

  useEffect(() => {
    // Named, so that another theme draws anew.
    const grid = theme === 'dark' ? 'rgba(255,255,255,.12)' : 'rgba(0,0,0,.08)'
    const text = cssColor('--td-text-color-secondary')
    const isLong = to - from > 2 * 86_400_000
    chart.current?.setOption(
      {
        animation: false,
        grid: { left: 8, right: 12, top: 36, bottom: 4, containLabel: true },
        legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 4, textStyle: { color: text } },
        tooltip: {
          trigger: 'axis',
          renderMode: 'richText',
          confine: true,
          backgroundColor: cssColor('--td-bg-color-container'),
          borderColor: grid,
          textStyle: { color: cssColor('--td-text-color-primary'), fontSize: 12 },
          valueFormatter: (value: unknown) => (typeof value === 'number' ? show(value) : '—'),
          axisPointer: { label: { formatter: ({ value }: { value: unknown }) => shown.time(Number(value)) } },
        },
        xAxis: {
          type: 'time',
          min: from,
          max: to,
          splitNumber: 4,
          axisLine: { lineStyle: { color: grid } },
          axisLabel: {
            color: text,
            hideOverlap: true,
            formatter: (at: number) => (isLong ? shown.shortDay(at) : shown.clock(at)),
          },
        },
        yAxis: {
          type: 'value',
          min: 0,
          minInterval: 0,
          splitNumber: 3,
          splitLine: { lineStyle: { color: grid } },
          axisLabel: { color: text, formatter: (value: number) => show(value) },
        },
        series: lines.map(({ name, color, points }) => ({
          type: 'line',
          name,
          data: points,
          showSymbol: points.length < 3,
          symbolSize: 5,
          lineStyle: { width: 2 },
          color: cssColor(COLORS[color]),
          areaStyle: color === 'brand' ? { opacity: 0.08 } : undefined,
        })),
      },
      { notMerge: true },
    )
  }, [lines, from, to, show, shown, theme])

  return <div ref={box} className="chart" role="img" aria-label={label} />
}
