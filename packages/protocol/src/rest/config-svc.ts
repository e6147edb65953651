import { Type } from 'typebox'
import { command } from '../command.ts'

/** What an operator of the backend needs to know of the network. */
export const ADDRESS_COMMANDS = {
  'ConfigSvc/GetIPList': command({
    title: 'Addresses that webhooks of this server come from, for the firewall of who receives them.',
    input: Type.Object({
      Type: Type.Optional(Type.Object({ NetType: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })) })),
    }),
    output: Type.Object({ IPList: Type.Array(Type.String()) }),
    note: 'Those of the network interfaces of the node that answers; behind a translator of addresses others see its address. NetType changes nothing.',
  }),
} as const
