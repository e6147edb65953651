import ipaddr from 'ipaddr.js'

/** Addresses that a webhook may reach. */
export interface AddressRule {
  allows(address: string): boolean
}

const NAMED: { readonly [name: string]: readonly string[] } = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** Ranges of the library that lie outside of `unicast` but hide an IPv4 address, which is then what counts. */
const EMBEDDING: readonly string[] = ['ipv4Mapped', 'rfc6145', 'rfc6052']

/**
 * HOOK9: only addresses of the public Internet, unless the operator allows others: not this machine, private networks, link-local and
 * metadata services, carrier networks, multicast, documentation or reserved ranges, nor any of them behind a form of IPv6.
 *
 * @param allowed addresses, ranges (`10.1.0.0/16`), and the names `loopback`, `private`
 */
export function addressRule(allowed: readonly string[]): AddressRule {
  const ranges = allowed.flatMap((name) => NAMED[name] ?? [name]).map(rangeOf)
  return {
    allows(text) {
      const address = plainAddress(text)
      if (address === undefined) return false
      if (ranges.some(([network, bits]) => address.kind() === network.kind() && address.match(network, bits))) {
        return true
      }
      return address.range() === 'unicast'
    },
  }
}

/** The address itself, or the IPv4 one that it stands for. */
function plainAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // A zone names an interface of this machine.
  if (text.includes('%') || !ipaddr.isValid(text)) return undefined
  const address = ipaddr.parse(text)
  if (address.kind() === 'ipv4') return address
  const v6 = address as ipaddr.IPv6
  if (v6.isIPv4MappedAddress()) return v6.toIPv4Address()
  if (!EMBEDDING.includes(v6.range())) return v6
  return ipaddr.fromByteArray(v6.toByteArray().slice(12))
}

function rangeOf(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const address = ipaddr.parse(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}
