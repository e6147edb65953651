export { TestClock } from './clock.ts'
export { type TestIm, type TestImOptions, testIm } from './im.ts'
export { RawClient, RawError, type RawOptions } from './raw-client.ts'
