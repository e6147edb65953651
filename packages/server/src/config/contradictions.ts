import { blobAddress } from '../engine/blobs/address.ts'
import type { Problem } from './problems.ts'
import type { Config } from './table.ts'

/** True for the addresses that only this machine can reach. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

/** Room that a frame needs around a message body: the request, its ids and `cloudCustomData`. */
const FRAME_OVERHEAD = 2048

/** Settings that are each fine and cannot stand together. */
export function contradictions(config: Config): Problem[] {
  const { sockets, messages, metrics, http, files } = config
  const found: Problem[] = []
  const refuse = (path: string, message: string) => found.push({ path, message })

  if (config.dev && !isLoopbackHost(config.server.host)) {
    refuse(
      'dev',
      `is on while server.host is ${config.server.host}: development mode hands out UserSigs and must stay on loopback; set server.host to 127.0.0.1 or turn dev off`,
    )
  }
  if (metrics.access === 'token' && !metrics.token) {
    refuse('metrics.token', 'is missing while metrics.access is "token"')
  }
  if (metrics.access !== 'token' && metrics.token) {
    refuse('metrics.token', `is given while metrics.access is "${metrics.access}": set metrics.access to "token"`)
  }
  if (sockets.idleAfterMs <= sockets.heartbeatMs) {
    refuse(
      'sockets.idleAfterMs',
      `is ${sockets.idleAfterMs}, not longer than sockets.heartbeatMs (${sockets.heartbeatMs}): healthy clients would be closed`,
    )
  }
  if (sockets.maxFrameBytes < messages.maxBytes + FRAME_OVERHEAD) {
    refuse(
      'messages.maxBytes',
      `is ${messages.maxBytes}: with ${FRAME_OVERHEAD} bytes around it, it does not fit sockets.maxFrameBytes (${sockets.maxFrameBytes})`,
    )
  }
  if (sockets.queueMaxBytes < sockets.maxFrameBytes) {
    refuse(
      'sockets.queueMaxBytes',
      `is ${sockets.queueMaxBytes}, less than one frame (sockets.maxFrameBytes, ${sockets.maxFrameBytes})`,
    )
  }
  if (blobAddress(files.url) === undefined) {
    refuse(
      'files.url',
      'has the shape of an S3 address and is none: s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION',
    )
  }
  if ((files.accessKeyId === '') !== (files.secretAccessKey === undefined)) {
    refuse('files.accessKeyId', 'and files.secretAccessKey must be given both or none')
  }
  if (http.bodyLimitBytes < messages.maxBytes) {
    refuse(
      'http.bodyLimitBytes',
      `is ${http.bodyLimitBytes}, less than one message (messages.maxBytes, ${messages.maxBytes})`,
    )
  }
  return found
}
