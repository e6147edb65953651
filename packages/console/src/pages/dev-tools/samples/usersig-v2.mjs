// Signs a UserSig with a secret (v2). Node.js 18 or newer, nothing to install.
// SECRET=… node usersig-v2.mjs 1400000001 alice 86400
import { createHmac } from 'node:crypto'
import { deflateSync } from 'node:zlib'

export function userSig(secret, sdkAppId, userId, expireSeconds) {
  const time = Math.floor(Date.now() / 1000)
  const text = `TLS.identifier:${userId}\nTLS.sdkappid:${sdkAppId}\nTLS.time:${time}\nTLS.expire:${expireSeconds}\n`
  const ticket = {
    'TLS.ver': '2.0',
    'TLS.identifier': userId,
    'TLS.sdkappid': sdkAppId,
    'TLS.time': time,
    'TLS.expire': expireSeconds,
    'TLS.sig': createHmac('sha256', secret).update(text).digest('base64'),
  }
  const packed = deflateSync(JSON.stringify(ticket)).toString('base64')
  return packed.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')
}

const [sdkAppId, userId, expire] = process.argv.slice(2)
console.log(userSig(process.env.SECRET, Number(sdkAppId), userId, Number(expire)))
