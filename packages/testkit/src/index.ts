export { TestClock } from './clock.ts'
export { type TestIm, type TestImOptions, testIm } from './im.ts'
export {
  allSent,
  type GatewayPush,
  type GatewayReply,
  type GatewayRequest,
  type PushGateway,
  pushGateway,
  reportPushes,
} from './push-gateway.ts'
export { RawClient, RawError, type RawOptions } from './raw-client.ts'
