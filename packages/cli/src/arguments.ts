/** Readers of option values: each gives the typed value or refuses with what it should have been. */
import { InvalidArgumentError } from 'commander'

function integer(value: string, min: number, max: number, what: string): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new InvalidArgumentError(`It must be ${what}, from ${min} to ${max}.`)
  }
  return number
}

export const parseSdkAppId = (value: string): number => integer(value, 1, 0xffff_ffff, 'a number')
export const parseSeconds = (value: string): number => integer(value, 1, 0xffff_ffff, 'whole seconds')
export const parseWholeSeconds = (value: string): number => integer(value, 0, 0xffff_ffff, 'whole seconds')
export const parseTimeout = (value: string): number => integer(value, 0, 10_000, 'milliseconds')
export const parseUnixTime = (value: string): number => integer(value, 0, 0xffff_ffff, 'Unix time in seconds')

/** Canonical base64 only: a text that another reader would take for other bytes is refused. */
export function decodeBase64(value: string): Uint8Array | undefined {
  const bytes = Buffer.from(value, 'base64')
  return bytes.toString('base64') === value ? new Uint8Array(bytes) : undefined
}

export function parseBase64(value: string): Uint8Array {
  const bytes = decodeBase64(value)
  if (bytes === undefined) throw new InvalidArgumentError('It must be standard base64, with padding.')
  return bytes
}

export type CurveName = 'P-256' | 'secp256k1'
const CURVES: Readonly<Record<string, CurveName>> = {
  'p-256': 'P-256',
  p256: 'P-256',
  prime256v1: 'P-256',
  secp256r1: 'P-256',
  secp256k1: 'secp256k1',
}

export function parseCurve(value: string): CurveName {
  const curve = Object.hasOwn(CURVES, value.toLowerCase()) ? CURVES[value.toLowerCase()] : undefined
  if (curve === undefined) throw new InvalidArgumentError('It must be P-256 or secp256k1.')
  return curve
}
