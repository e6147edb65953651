import { createPrivateKey, X509Certificate } from 'node:crypto'

/** What mutual TLS needs, PEM; empty where there is none. */
export interface TlsTexts {
  readonly certificate: string
  readonly privateKey: string
  readonly authority: string
}

/** What is wrong with them, found when they are set and not in the middle of a message. */
export function certificateProblem({ certificate, privateKey, authority }: TlsTexts): string | undefined {
  if ((certificate === '') !== (privateKey === '')) return 'Give the certificate and its private key together.'
  if (certificate !== '') {
    const shown = parsed(() => new X509Certificate(certificate))
    if (shown === undefined) return 'The certificate is not PEM.'
    const key = parsed(() => createPrivateKey(privateKey))
    if (key === undefined) return 'The private key is not PEM, or it has a passphrase.'
    if (!shown.checkPrivateKey(key)) return 'The private key does not belong to the certificate.'
  }
  if (authority !== '' && parsed(() => new X509Certificate(authority)) === undefined) {
    return "The authority's certificate is not PEM."
  }
  return undefined
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch {
    return undefined
  }
}
