/** How large the smaller ones of an image are. Runs in the process that makes them, too, so it imports nothing. */
export interface Pixels {
  readonly width: number
  readonly height: number
}

/** Length of the shorter side, pixels. */
export const SHORT_SIDE = { large: 720, thumb: 198 } as const
/** A strip is not made as long as its shorter side would ask for. */
const LONGEST = 4

/** Scaled so that the shorter side fits, never enlarged, never without a pixel. */
export function scaledTo({ width, height }: Pixels, shortSide: number): Pixels {
  const factor = Math.min(1, shortSide / Math.min(width, height), (LONGEST * shortSide) / Math.max(width, height))
  const side = (length: number): number => Math.max(1, Math.round(length * factor))
  return { width: side(width), height: side(height) }
}
