import type { TestIm } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'

/** Another application on the same server, with an administrator of its own. */
export async function otherApp(im: TestIm) {
  const { accounts } = im.server.im
  const { sdkAppId } = await accounts.apps.create({ name: 'Other' })
  const { keyId } = await accounts.keys.makeSecret(sdkAppId)
  const key = secretKey(await accounts.keys.revealSecret(sdkAppId, keyId))
  const now = Math.floor(im.clock.now() / 1000)
  const usersig = sign(key, { sdkAppId, userId: 'administrator', now })
  return {
    sdkAppId,
    query: { sdkappid: sdkAppId, identifier: 'administrator', usersig },
    /** A ticket that claims to be of another application's administrator. */
    forge: (claimed: number) => sign(key, { sdkAppId: claimed, userId: 'administrator', now }),
  }
}
