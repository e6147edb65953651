import type { OfflinePush } from '@signet/protocol/offline-push'
import type { OpInput } from '@signet/protocol/realtime/requests'
import { clientError } from './errors.ts'

/** How devices that are not connected are told. Carried with the message for the service that pushes. */
export interface OfflinePushInfo {
  /** true: devices that are not connected are not told. Default false. */
  readonly disablePush?: boolean
  /** Headline of the notification. Default: the sender's nick. */
  readonly title?: string
  /** Text of the notification. Default: a line made from the message. */
  readonly description?: string
  /** The app's own text, handed to the app that the notification opens. */
  readonly extension?: string
  /** As `androidInfo.OPPOChannelID`, for apps of older versions. */
  readonly androidOPPOChannelID?: string
  /** What only Android devices take; channel IDs are those of the makers' consoles. */
  readonly androidInfo?: {
    readonly sound?: string
    readonly XiaoMiChannelID?: string
    readonly OPPOChannelID?: string
    readonly FCMChannelID?: string
    readonly VIVOClassification?: number
    readonly VIVOCategory?: string
    readonly HuaWeiCategory?: string
    readonly [other: string]: unknown
  }
  /** What only Apple devices take; `sound` may be `TYPES.IOS_OFFLINE_PUSH_NO_SOUND`. */
  readonly apnsInfo?: { readonly sound?: string; readonly ignoreIOSBadge?: boolean; readonly [other: string]: unknown }
  /** true: the number on the app's icon stays. Default false. */
  readonly ignoreIOSBadge?: boolean
  readonly [other: string]: unknown
}

/** What `sendMessage` takes beside the message. */
export interface SendOptions {
  /** Stored nowhere and not counted: only who is online gets it, such as that somebody types. */
  readonly onlineUserOnly?: boolean
  /** How devices that are not connected are told. Default: as the application is set. */
  readonly offlinePushInfo?: OfflinePushInfo
  /** Not together with `onlineUserOnly`. */
  readonly messageControlInfo?: {
    readonly excludedFromUnreadCount?: boolean
    readonly excludedFromLastMessage?: boolean
    readonly excludedFromContentModeration?: boolean
  }
}

type Extra = Pick<OpInput<'send'>, 'onlineOnly' | 'noUnread' | 'noLastMsg' | 'offlinePush'>

/** The options as they travel. @throws {ChatError} 2905 when two of them exclude each other */
export function sendExtras({ onlineUserOnly, offlinePushInfo, messageControlInfo }: SendOptions): Extra {
  const { excludedFromUnreadCount, excludedFromLastMessage } = messageControlInfo ?? {}
  if (onlineUserOnly && (excludedFromUnreadCount || excludedFromLastMessage))
    throw clientError('INVALID_OPERATION', 'onlineUserOnly and messageControlInfo exclude each other.')
  return {
    ...(onlineUserOnly && { onlineOnly: true }),
    ...(excludedFromUnreadCount && { noUnread: true }),
    ...(excludedFromLastMessage && { noLastMsg: true }),
    ...(offlinePushInfo && { offlinePush: offlinePush(offlinePushInfo) }),
  }
}

function offlinePush(info: OfflinePushInfo): OfflinePush {
  const { androidInfo, apnsInfo } = info
  const isBadgeKept = apnsInfo?.ignoreIOSBadge ?? info.ignoreIOSBadge
  const android = {
    Sound: androidInfo?.sound,
    XiaoMiChannelID: androidInfo?.XiaoMiChannelID,
    OPPOChannelID: androidInfo?.OPPOChannelID ?? info.androidOPPOChannelID,
    GoogleChannelID: androidInfo?.FCMChannelID,
    VIVOClassification: androidInfo?.VIVOClassification,
    VIVOCategory: androidInfo?.VIVOCategory,
    HuaWeiCategory: androidInfo?.HuaWeiCategory,
  }
  const apns = { Sound: apnsInfo?.sound, BadgeMode: isBadgeKept ? 1 : undefined }
  return present({
    PushFlag: info.disablePush ? 1 : undefined,
    Title: info.title,
    Desc: info.description,
    Ext: info.extension,
    AndroidInfo: present(android),
    ApnsInfo: present(apns),
  })
}

/** Only what has a value: the server refuses what is of the wrong type. */
function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
