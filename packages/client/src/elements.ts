import { messageId } from '@signet/protocol/ids'
import type { Element, MsgBody } from '@signet/protocol/message'
import { carried } from './files/media.ts'
import type { ImageInfo, ImagePayload, MessageElement, SimplifiedMessage, VideoPayload } from './payloads.ts'
import { TYPES } from './type-constants.ts'

type ContentOf<N extends Element['MsgType']> = Extract<Element, { MsgType: N }>['MsgContent']

/** A part of a message as it travels. */
export function toWire({ type, payload }: MessageElement): Element {
  switch (type) {
    case TYPES.MSG_TEXT:
      return { MsgType: type, MsgContent: { Text: payload.text } }
    case TYPES.MSG_CUSTOM:
      return {
        MsgType: type,
        MsgContent: { Data: payload.data, Desc: payload.description, Ext: payload.extension },
      }
    case TYPES.MSG_FACE:
      return { MsgType: type, MsgContent: { Index: payload.index, Data: payload.data } }
    case TYPES.MSG_LOCATION:
      return {
        MsgType: type,
        MsgContent: { Desc: payload.description, Latitude: payload.latitude, Longitude: payload.longitude },
      }
    case TYPES.MSG_AUDIO:
      return {
        MsgType: type,
        MsgContent: {
          UUID: payload.uuid,
          Url: carried(payload.uuid, payload.remoteAudioUrl || payload.url),
          Size: payload.size,
          Second: payload.second,
          Download_Flag: BY_ADDRESS,
        },
      }
    case TYPES.MSG_FILE:
      return {
        MsgType: type,
        MsgContent: {
          UUID: payload.uuid,
          Url: carried(payload.uuid, payload.fileUrl),
          FileSize: payload.fileSize,
          FileName: payload.fileName,
          Download_Flag: BY_ADDRESS,
        },
      }
    case TYPES.MSG_IMAGE:
      return { MsgType: type, MsgContent: imageContent(payload) }
    case TYPES.MSG_VIDEO:
      return { MsgType: type, MsgContent: videoContent(payload) }
    case TYPES.MSG_MERGER:
      return {
        MsgType: type,
        MsgContent: {
          Title: payload.title,
          CompatibleText: payload.compatibleText,
          AbstractList: [...payload.abstractList],
          MsgNum: payload.messageList.length,
          ...(payload.downloadKey === ''
            ? { MsgList: mergedList(payload.messageList) }
            : { JsonMsgKey: payload.downloadKey }),
        },
      }
  }
}

/** A part of a message as apps see it. What an older server or a newer sender left out is empty. */
export function fromWire(element: Element | undefined): MessageElement {
  switch (element?.MsgType) {
    case TYPES.MSG_TEXT:
      return { type: TYPES.MSG_TEXT, payload: { text: element.MsgContent.Text } }
    case TYPES.MSG_FACE:
      return { type: TYPES.MSG_FACE, payload: { index: element.MsgContent.Index, data: element.MsgContent.Data ?? '' } }
    case TYPES.MSG_LOCATION: {
      const { Desc = '', Longitude, Latitude } = element.MsgContent
      return { type: TYPES.MSG_LOCATION, payload: { description: Desc, longitude: Longitude, latitude: Latitude } }
    }
    case TYPES.MSG_AUDIO: {
      const { UUID, Url = '', Size = 0, Second = 0 } = element.MsgContent
      return {
        type: TYPES.MSG_AUDIO,
        payload: { uuid: UUID, url: Url, remoteAudioUrl: Url, size: Size, second: Second },
      }
    }
    case TYPES.MSG_FILE: {
      const { UUID, Url = '', FileName = '', FileSize = 0 } = element.MsgContent
      return { type: TYPES.MSG_FILE, payload: { uuid: UUID, fileName: FileName, fileUrl: Url, fileSize: FileSize } }
    }
    case TYPES.MSG_IMAGE:
      return { type: TYPES.MSG_IMAGE, payload: imagePayload(element.MsgContent) }
    case TYPES.MSG_VIDEO:
      return { type: TYPES.MSG_VIDEO, payload: videoPayload(element.MsgContent) }
    case TYPES.MSG_MERGER: {
      const { Title, CompatibleText, AbstractList = [], MsgList = [], JsonMsgKey = '' } = element.MsgContent
      const payload = {
        title: Title,
        abstractList: AbstractList,
        compatibleText: CompatibleText,
        layersOverLimit: false,
        downloadKey: JsonMsgKey,
        messageList: mergedMessages(MsgList),
      }
      return { type: TYPES.MSG_MERGER, payload }
    }
    default: {
      const { Data = '', Desc = '', Ext = '' } = element?.MsgContent ?? {}
      return { type: TYPES.MSG_CUSTOM, payload: { data: Data, description: Desc, extension: Ext } }
    }
  }
}

type MergedList = NonNullable<ContentOf<'TIMRelayElem'>['MsgList']>

/** The messages of a merged one as they travel. */
export const mergedList = (messages: readonly SimplifiedMessage[]): MergedList =>
  messages.map(mergedContent) as MergedList

/** The messages of a merged one as apps see them. */
export const mergedMessages = (list: MergedList): SimplifiedMessage[] =>
  list.map((merged) => mergedMessage(merged as Merged))

interface Merged {
  readonly From_Account: string
  readonly MsgSeq?: number
  readonly MsgRandom?: number
  readonly MsgTimeStamp?: number
  readonly MsgBody: MsgBody
  readonly CloudCustomData?: string
}

function mergedContent(message: SimplifiedMessage): Merged {
  return {
    From_Account: message.from,
    MsgRandom: Number(message.ID.split('-').at(-1)) || 0,
    MsgTimeStamp: message.time,
    MsgBody: message.messageBody.map(toWire),
    CloudCustomData: message.cloudCustomData,
  }
}

function mergedMessage({ From_Account, MsgTimeStamp = 0, MsgRandom = 0, ...rest }: Merged): SimplifiedMessage {
  return {
    // The sender's number does not travel with it; the UserID makes it as unique.
    ID: messageId(From_Account, MsgTimeStamp, MsgRandom),
    from: From_Account,
    nick: '',
    avatar: '',
    time: MsgTimeStamp,
    cloudCustomData: rest.CloudCustomData ?? '',
    messageBody: rest.MsgBody.map(fromWire),
  }
}

function imageContent(payload: ImagePayload): ContentOf<'TIMImageElem'> {
  return {
    UUID: payload.uuid,
    ImageFormat: payload.imageFormat,
    ImageInfoArray: payload.imageInfoArray.slice(0, SIZES.length).map((image, index) => ({
      Type: index + 1,
      URL: carried(payload.uuid, image.imageUrl || image.url),
      Size: image.size,
      Width: image.width,
      Height: image.height,
    })),
  }
}

/** Always three sizes, as apps index them: one that is absent is the next larger. */
function imagePayload({ UUID, ImageFormat = 255, ImageInfoArray }: ContentOf<'TIMImageElem'>): ImagePayload {
  const images: ImageInfo[] = []
  for (const size of SIZES) {
    const found = ImageInfoArray.find(({ Type }) => Type === size) ?? ImageInfoArray[0]
    const { URL = '', Size = 0, Width = 0, Height = 0 } = found ?? {}
    const known = ImageInfoArray.some(({ Type }) => Type === size)
    const image = { type: size, width: Width, height: Height, size: Size, url: URL, imageUrl: URL }
    images.push(known || images.length === 0 ? image : { ...images.at(-1)!, type: size })
  }
  return { uuid: UUID, imageFormat: ImageFormat, imageInfoArray: images }
}

function videoContent(payload: VideoPayload): ContentOf<'TIMVideoFileElem'> {
  return {
    VideoUUID: payload.videoUUID,
    VideoUrl: carried(payload.videoUUID, payload.remoteVideoUrl || payload.videoUrl),
    VideoSize: payload.videoSize,
    VideoSecond: payload.videoSecond,
    VideoFormat: payload.videoFormat,
    VideoDownloadFlag: BY_ADDRESS,
    ThumbUUID: payload.thumbUUID,
    ThumbUrl: carried(payload.thumbUUID, payload.thumbUrl || payload.snapshotUrl),
    ThumbSize: payload.thumbSize,
    ThumbWidth: payload.thumbWidth,
    ThumbHeight: payload.thumbHeight,
    ThumbFormat: payload.thumbFormat,
    ThumbDownloadFlag: BY_ADDRESS,
  }
}

function videoPayload(content: ContentOf<'TIMVideoFileElem'>): VideoPayload {
  const { VideoUrl = '', ThumbUrl = '', ThumbWidth = 0, ThumbHeight = 0, ThumbSize = 0 } = content
  return {
    videoFormat: content.VideoFormat ?? '',
    videoSecond: content.VideoSecond ?? 0,
    videoSize: content.VideoSize ?? 0,
    videoUrl: VideoUrl,
    remoteVideoUrl: VideoUrl,
    videoUUID: content.VideoUUID,
    thumbUUID: content.ThumbUUID ?? '',
    thumbFormat: content.ThumbFormat ?? '',
    thumbWidth: ThumbWidth,
    thumbHeight: ThumbHeight,
    thumbSize: ThumbSize,
    thumbUrl: ThumbUrl,
    snapshotUrl: ThumbUrl,
    snapshotWidth: ThumbWidth,
    snapshotHeight: ThumbHeight,
    snapshotSize: ThumbSize,
  }
}

/** The file is fetched by its address. */
const BY_ADDRESS = 2

/** Of an image: original, large, thumbnail. */
const SIZES = [1, 2, 3] as const
