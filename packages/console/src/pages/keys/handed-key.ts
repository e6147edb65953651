/** A private key on its way to the development tools: in the memory of this page for a moment, stored nowhere. */
let handed: { readonly sdkAppId: number; readonly key: string } | undefined

export function handKey(sdkAppId: number, key: string): void {
  handed = { sdkAppId, key }
}

/** The key that was handed over for this application. A page may be begun several times before it is shown: `forgetKey` ends it. */
export const handedKey = (sdkAppId: number): string => (handed?.sdkAppId === sdkAppId ? handed.key : '')

export function forgetKey(): void {
  handed = undefined
}
