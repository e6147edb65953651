import { networkInterfaces } from 'node:os'
import type { RestHandlers } from '../../engine/http/rest.ts'
import { addressesOf } from './rules.ts'

/** Server API: where this server is in the network. */
export const addressCommands = (): Pick<RestHandlers, 'ConfigSvc/GetIPList'> => ({
  'ConfigSvc/GetIPList': () => ({
    IPList: addressesOf(Object.values(networkInterfaces()).flatMap((some) => some ?? [])),
  }),
})
