import { fail } from '../../engine/failure.ts'
import type { RestHandlers } from '../../engine/http/rest.ts'
import type { GlobalMute } from './global-mute.ts'

type Path = 'openconfigsvr/setnospeaking' | 'openconfigsvr/getnospeaking'

/** Server API: who may not send at all. */
export function muteCommands(mute: GlobalMute): Pick<RestHandlers, Path> {
  return {
    async 'openconfigsvr/setnospeaking'({ sdkAppId }, input) {
      const { Set_Account, C2CmsgNospeakingTime: c2c, GroupmsgNospeakingTime: group } = input
      if (c2c === undefined && group === undefined) throw fail('MUTE_TIME_MISSING')
      await mute.set(sdkAppId, Set_Account, {
        ...(c2c === undefined ? {} : { c2c }),
        ...(group === undefined ? {} : { group }),
      })
      return {}
    },

    async 'openconfigsvr/getnospeaking'({ sdkAppId }, { Get_Account }) {
      const { c2c, group } = await mute.get(sdkAppId, Get_Account)
      return { C2CmsgNospeakingTime: c2c, GroupmsgNospeakingTime: group }
    },
  }
}
