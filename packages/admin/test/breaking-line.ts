import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line to a server that can be cut in the worst moment: the server has done it, and the answer is on its way back. */
export async function breakingLine(url: string) {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let toBreak = 0
  let broken = 0
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    far.on('data', (data) => {
      if (toBreak === 0) {
        near.write(data)
        return
      }
      toBreak--
      broken++
      near.resetAndDestroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    /** Cuts the line instead of the next answers. */
    breakNext(times: number) {
      toBreak = times
    },
    get broken() {
      return broken
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
