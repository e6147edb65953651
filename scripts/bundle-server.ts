/** Makes one file of the server, so that it starts fast, unless that is there already; part of `npm run build` and of `npm start`. */
import { bundleServer } from './lib/server-bundle.ts'

await bundleServer()
