import { type Static, Type } from 'typebox'

const Text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const Flag = () => Type.Optional(Type.Integer({ minimum: 0, maximum: 1 }))
const OneOf = (...values: string[]) => Type.Optional(Type.Union(values.map((value) => Type.Literal(value))))

/** How a message is pushed to a device that is not connected. Carried with the message, for the service that pushes. */
export const OfflinePush = Type.Object({
  PushFlag: Type.Optional(Type.Integer({ minimum: 0, maximum: 1, description: '1: no push' })),
  Title: Text(256),
  Desc: Text(1024),
  Ext: Text(4096),
  AndroidInfo: Type.Optional(
    Type.Object({
      Sound: Text(256),
      PushStyle: Flag(),
      HuaWeiChannelID: Text(256),
      XiaoMiChannelID: Text(256),
      OPPOChannelID: Text(256),
      GoogleChannelID: Text(256),
      VIVOClassification: Flag(),
      VIVOCategory: Text(256),
      HuaWeiImportance: OneOf('LOW', 'NORMAL'),
      HuaWeiCategory: Text(256),
      HuaWeiImage: Text(1024),
      HonorImage: Text(1024),
      HonorImportance: OneOf('LOW', 'NORMAL'),
      GoogleImage: Text(1024),
      ExtAsHuaweiIntentParam: Flag(),
    }),
  ),
  ApnsInfo: Type.Optional(
    Type.Object({
      Sound: Text(256),
      BadgeMode: Flag(),
      Title: Text(256),
      SubTitle: Text(256),
      Image: Text(1024),
      MutableContent: Flag(),
      InterruptionLevel: OneOf('active', 'critical', 'passive', 'time-sensitive'),
      ContentAvailable: Flag(),
    }),
  ),
})
export type OfflinePush = Static<typeof OfflinePush>
