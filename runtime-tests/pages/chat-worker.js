/** The suite of the client in a worker of a page: the page says where the server is, and hears how it went. */
import { runChat } from '../chat-suite.js'

addEventListener('message', async ({ data: { module, input } }) => {
  try {
    postMessage(await runChat(await import(module), input))
  } catch (error) {
    postMessage({ failures: [String(error)] })
  }
})
