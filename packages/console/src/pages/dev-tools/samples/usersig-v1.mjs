// Signs a UserSig with a private key (v1). Node.js 18 or newer, nothing to install.
// node usersig-v1.mjs private_key 1400000001 alice 86400

import { createSign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'

export function userSig(privateKeyPem, sdkAppId, userId, expireSeconds) {
  const time = String(Math.floor(Date.now() / 1000))
  const text =
    `TLS.appid_at_3rd:0\nTLS.account_type:0\nTLS.identifier:${userId}\n` +
    `TLS.sdk_appid:${sdkAppId}\nTLS.time:${time}\nTLS.expire_after:${expireSeconds}\n`
  const ticket = {
    'TLS.account_type': '0',
    'TLS.identifier': userId,
    'TLS.appid_at_3rd': '0',
    'TLS.sdk_appid': String(sdkAppId),
    'TLS.expire_after': String(expireSeconds),
    'TLS.version': '201512300000',
    'TLS.time': time,
    'TLS.sig': createSign('SHA256').update(text).sign(privateKeyPem, 'base64'),
  }
  const packed = deflateSync(JSON.stringify(ticket)).toString('base64')
  return packed.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')
}

const [keyFile, sdkAppId, userId, expire] = process.argv.slice(2)
console.log(userSig(readFileSync(keyFile, 'utf8'), Number(sdkAppId), userId, Number(expire)))
