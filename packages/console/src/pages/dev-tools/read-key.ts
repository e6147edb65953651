import { type Key, privateKey, publicKey, secretKey } from '@signet/usersig'

/** What somebody pasted that signs: a private key in PEM, or a v2 secret. @throws UserSigError */
export function readSigningKey(text: string): Key {
  if (text.includes('PRIVATE KEY')) return privateKey(text)
  return text.includes('PUBLIC KEY') ? publicKey(text) : secretKey(text.trim())
}

/** What somebody pasted that verifies: a public key in PEM, or a v2 secret. @throws UserSigError */
export function readVerifyingKey(text: string): Key {
  return text.includes('-----BEGIN') ? publicKey(text) : secretKey(text.trim())
}
