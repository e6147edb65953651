import type { Command } from 'commander'
import { group } from '../leaf.ts'
import { addInspect } from './inspect.ts'
import { addKeygen } from './keygen.ts'
import { addSign } from './sign.ts'
import { addVerify } from './verify.ts'

export function addUserSig(program: Command): void {
  const usersig = group(program, 'usersig', 'Sign, verify and look into UserSigs; make keys. Needs no server.', [
    'signet usersig keygen --out keys',
    'signet usersig sign --key keys/private_key --sdkappid 1400000001 --user alice',
    'signet usersig verify --key keys/public_key --sdkappid 1400000001 --user alice eJyrVgrx…',
  ])
  addSign(usersig)
  addVerify(usersig)
  addInspect(usersig)
  addKeygen(usersig)
}
