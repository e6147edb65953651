/** Kinds of devices. An application says how many sessions of each an account may have. */
export type DeviceClass = 'web' | 'mobile' | 'tablet' | 'desktop'

const CLASSES: Readonly<Record<string, DeviceClass>> = {
  Web: 'web',
  iPhone: 'mobile',
  Android: 'mobile',
  iPad: 'tablet',
  Windows: 'desktop',
  Mac: 'desktop',
  Linux: 'desktop',
}

/** Other spellings that clients use. */
const ALIASES: Readonly<Record<string, string>> = { iOS: 'iPhone', IOS: 'iPhone', PC: 'Windows', IPad: 'iPad' }

/**
 * The platform that counts for a name. A client names its platform itself, so any name that is not known is that of a web page: made-up
 * names must not let an account have any number of sessions.
 * @example platformOf('iOS') // 'iPhone'
 */
export function platformOf(name: string): string {
  const known = Object.hasOwn(ALIASES, name) ? ALIASES[name]! : name
  return Object.hasOwn(CLASSES, known) ? known : 'Web'
}

export const classOf = (platform: string): DeviceClass => CLASSES[platformOf(platform)]!
