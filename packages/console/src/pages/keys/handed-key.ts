/** A private key on its way to the development tools: in the memory of this page, taken once, stored nowhere. */
let handed: { readonly sdkAppId: number; readonly key: string } | undefined

export function handKey(sdkAppId: number, key: string): void {
  handed = { sdkAppId, key }
}

/** The key that was handed over for this application; it is gone then. */
export function takeKey(sdkAppId: number): string {
  const key = handed?.sdkAppId === sdkAppId ? handed.key : ''
  handed = undefined
  return key
}
