interface Address {
  readonly address: string
  readonly internal: boolean
}

/** Addresses that others can see a connection come from; those inside of the machine only when there is no other. */
export function addressesOf(all: readonly Address[]): string[] {
  // Link-local ones name a wire, not a host.
  const usable = all.filter(({ address }) => !/^fe[89ab][0-9a-f]:/i.test(address))
  const outside = usable.filter(({ internal }) => !internal)
  return [...new Set((outside.length === 0 ? usable : outside).map(({ address }) => address))].sort()
}
