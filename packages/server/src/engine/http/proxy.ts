import { BlockList, isIP } from 'node:net'

const NAMED: { readonly [name: string]: readonly string[] } = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/**
 * Builds the function that tells the address of a caller. Without trusted proxies it is that of the connection. Else X-Forwarded-For is
 * read from its end, and the first address that is not a trusted proxy counts: what stands left of it is the caller's own claim.
 * @param trusted addresses, ranges, and the names `loopback`, `linklocal`, `uniquelocal`
 */
export function addressReader(
  trusted: readonly string[],
): (connection: string | undefined, forwarded: unknown) => string {
  const proxies = new BlockList()
  for (const range of trusted.flatMap((name) => NAMED[name] ?? [name])) {
    const [address, bits] = range.split('/') as [string, string | undefined]
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    proxies.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  const isProxy = (address: string): boolean => {
    const kind = isIP(address)
    return kind !== 0 && proxies.check(address, kind === 6 ? 'ipv6' : 'ipv4')
  }
  return (connection, forwarded) => {
    const chain = typeof forwarded === 'string' ? forwarded.split(',').map((part) => part.trim()) : []
    let address = connection ?? ''
    while (isProxy(address)) {
      const before = chain.pop()
      if (before === undefined || isIP(before) === 0) break
      address = before
    }
    return address
  }
}
