/** What a page may say about its server. The DOM types stay out of the core. */
export interface PageAddress {
  /** Set before `create`: `globalThis.SIGNET_SERVER = 'wss://im.example.com'`. */
  readonly SIGNET_SERVER?: unknown
  readonly document?: { querySelector(selector: string): { getAttribute(name: string): string | null } | null }
  readonly location?: { readonly origin?: string }
}

/**
 * The server of a page whose kit passes none: the global `SIGNET_SERVER`, else `<meta name="signet-server" content="wss://…">`, else
 * where the page itself comes from. Nothing outside of pages.
 */
export function pageServer(page: PageAddress): string | undefined {
  if (typeof page.SIGNET_SERVER === 'string') return page.SIGNET_SERVER
  const named = page.document?.querySelector('meta[name="signet-server"]')?.getAttribute('content')
  const { origin = '' } = page.location ?? {}
  return named || (/^https?:/.test(origin) ? origin : undefined)
}
