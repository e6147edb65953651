import { clientError } from '../errors.ts'
import { done, type Result } from '../result.ts'

/** Abilities of the official SDK, by the bit that `isCommercialAbilityEnabled` is asked about. */
const ABILITIES: ReadonlySet<number> = new Set([2 ** 5, 2 ** 7, 2 ** 48])

/** What the official kits ask for behind the documented surface. */
export class ExperimentalMethods {
  /**
   * What the official kits ask for behind the documented surface.
   *
   * `canIUseModule` answers `true` at once; `isCommercialAbilityEnabled` resolves with `{ enabled }`: read receipts, status and reactions are
   * there for everybody. Statistics are accepted and not collected.
   *
   * @example `const { data: { enabled } } = await chat.callExperimentalAPI('isCommercialAbilityEnabled', 2 ** 5)`
   * @throws {ChatError} 2905 for any other key
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#callExperimentalAPI
   */
  callExperimentalAPI(key: 'canIUseModule', module: string): boolean
  callExperimentalAPI(key: 'isCommercialAbilityEnabled', ability: number): Promise<Result<{ enabled: boolean }>>
  callExperimentalAPI(key: string, options?: unknown): Promise<Result<object>>
  callExperimentalAPI(key: string, options?: unknown): boolean | Promise<Result<object>> {
    switch (key) {
      case 'canIUseModule':
        return true
      case 'isCommercialAbilityEnabled':
        return Promise.resolve(done({ enabled: ABILITIES.has(Number(options)) }))
      case 'isFeatureEnabledForStat':
        return Promise.resolve(done({ enabled: false }))
      case 'statTUIKeyFeatures':
      case 'reportTUIFeatureUsage':
      case 'reportModalView':
      case 'setNetworkProxy':
        return Promise.resolve(done({}))
      default:
        return Promise.reject(clientError('INVALID_OPERATION', `There is no experimental API ${key}.`))
    }
  }
}
