import { generateKeyPair } from '@signet/usersig'
import { call, path } from '../../api/client.ts'

/** How a key comes to be. */
export type Way =
  | { readonly kind: 'browser' }
  | { readonly kind: 'server'; readonly curve: 'P-256' | 'secp256k1' }
  | { readonly kind: 'upload'; readonly publicKey: string }
  | { readonly kind: 'secret' }

/** What came of it; a private key is here and nowhere else. */
export type Made =
  | { readonly kind: 'pair'; readonly keyId: string; readonly privateKey: string; readonly publicKey: string }
  | { readonly kind: 'uploaded'; readonly keyId: string }
  | { readonly kind: 'secret'; readonly keyId: string; readonly secret: string }

/** Browsers do cryptography on pages only that nobody could have changed on the way. */
export const canMakeKeysHere = (): boolean => globalThis.crypto?.subtle !== undefined

/** @throws ApiFailure */
export async function makeKey(sdkAppId: number, way: Way): Promise<Made> {
  const post = <T>(what: string, body?: object): Promise<T> =>
    call<T>(path`applications/${sdkAppId}/keys/${what}`, { method: 'POST', body: body ?? {} })
  switch (way.kind) {
    case 'browser': {
      const pair = await generateKeyPair()
      // Only this half is sent.
      const { keyId } = await post<{ keyId: string }>('upload', { publicKey: pair.publicKey })
      return { kind: 'pair', keyId, ...pair }
    }
    case 'server': {
      const pair = await post<{ keyId: string; privateKey: string; publicKey: string }>('pair', { curve: way.curve })
      return { kind: 'pair', ...pair }
    }
    case 'upload': {
      const { keyId } = await post<{ keyId: string }>('upload', { publicKey: way.publicKey })
      return { kind: 'uploaded', keyId }
    }
    case 'secret':
      return { kind: 'secret', ...(await post<{ keyId: string; secret: string }>('secret')) }
  }
}
