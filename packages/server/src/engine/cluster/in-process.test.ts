import { busContract } from './contract.ts'
import { createInProcessBus } from './in-process.ts'

busContract('the in-process bus', async (onError) => ({ bus: createInProcessBus(onError), settle: async () => {} }))
