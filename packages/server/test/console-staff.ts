import type { Role } from '@signet/protocol/console/roles'
import type { TestIm } from '@signet/testkit'
import { ConsoleVisitor } from './console-visitor.ts'

export const CHOSEN = 'correct horse battery'

/** The owner of the first start, signed in with a password of their own. */
export async function ownerOf(im: TestIm): Promise<ConsoleVisitor> {
  const { name, password } = im.server.firstRun!
  return await settled(im, name, password)
}

/** Somebody new with this role, signed in with a password of their own. */
export async function staffOf(im: TestIm, name: string, role: Role): Promise<ConsoleVisitor> {
  const { password } = await im.server.im.consoleUsers.create({ name, role })
  return await settled(im, name, password)
}

async function settled(im: TestIm, name: string, password: string): Promise<ConsoleVisitor> {
  const visitor = new ConsoleVisitor(im.url)
  await visitor.signIn(name, password)
  await visitor.changePassword(password, CHOSEN)
  return visitor
}
