import { type TSchema, Type } from 'typebox'

const Text = () => Type.Optional(Type.String())
const Count = () => Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }))
/** 2: the file is fetched by its address. */
const DownloadFlag = () => Type.Optional(Type.Integer({ minimum: 0, maximum: 255 }))

const element = <N extends string, C extends TSchema>(name: N, content: C) =>
  Type.Object({ MsgType: Type.Literal(name), MsgContent: content })

/** A text. Push text is the text itself. */
export const TextElement = element('TIMTextElem', Type.Object({ Text: Type.String() }))

/** Application-defined data. `Desc` is the push text, `Data` is never pushed. */
export const CustomElement = element(
  'TIMCustomElem',
  Type.Object({ Data: Text(), Desc: Text(), Ext: Text(), Sound: Text() }),
)

/** A place, in degrees. */
export const LocationElement = element(
  'TIMLocationElem',
  Type.Object({
    Desc: Text(),
    Latitude: Type.Number({ minimum: -90, maximum: 90 }),
    Longitude: Type.Number({ minimum: -180, maximum: 180 }),
  }),
)

/** A sticker; what the index means is the application's. */
export const FaceElement = element(
  'TIMFaceElem',
  Type.Object({ Index: Type.Integer({ minimum: -1, maximum: 0x7fff_ffff }), Data: Text() }),
)

/** A voice message: bytes and seconds. */
export const SoundElement = element(
  'TIMSoundElem',
  Type.Object({ UUID: Type.String(), Url: Text(), Size: Count(), Second: Count(), Download_Flag: DownloadFlag() }),
)

/** An image in up to three sizes: Type 1 is the original, 2 a large one, 3 a thumbnail. */
export const ImageElement = element(
  'TIMImageElem',
  Type.Object({
    UUID: Type.String(),
    ImageFormat: Type.Optional(Type.Integer({ minimum: 0, maximum: 255, description: '1 JPG, 2 GIF, 3 PNG, 4 BMP' })),
    ImageInfoArray: Type.Array(
      Type.Object({
        Type: Type.Integer({ minimum: 1, maximum: 3 }),
        URL: Type.String(),
        Size: Count(),
        Width: Count(),
        Height: Count(),
      }),
      { minItems: 1, maxItems: 3 },
    ),
  }),
)

/** Any other file. */
export const FileElement = element(
  'TIMFileElem',
  Type.Object({ UUID: Type.String(), FileName: Text(), Url: Text(), FileSize: Count(), Download_Flag: DownloadFlag() }),
)

/** A video with its thumbnail. */
export const VideoFileElement = element(
  'TIMVideoFileElem',
  Type.Object({
    VideoUUID: Type.String(),
    VideoUrl: Text(),
    VideoSize: Count(),
    VideoSecond: Count(),
    VideoFormat: Text(),
    VideoDownloadFlag: DownloadFlag(),
    ThumbUUID: Text(),
    ThumbUrl: Text(),
    ThumbSize: Count(),
    ThumbWidth: Count(),
    ThumbHeight: Count(),
    ThumbFormat: Text(),
    ThumbDownloadFlag: DownloadFlag(),
  }),
)

/** Most messages that one merged message lists. */
export const MAX_MERGED_MESSAGES = 300

/** The messages that a merged one lists. `body` is the schema of what they hold. */
export const mergedList = <B extends TSchema>(body: B) =>
  Type.Array(
    Type.Object({
      From_Account: Type.String(),
      GroupId: Text(),
      MsgSeq: Count(),
      MsgRandom: Count(),
      MsgTimeStamp: Count(),
      MsgBody: body,
      CloudCustomData: Text(),
    }),
    { minItems: 1, maxItems: MAX_MERGED_MESSAGES },
  )

/** Several messages in one: with their list, or with the key that a long list was given (`merged.put`), never with both. */
export const relayElement = <B extends TSchema>(body: B) =>
  element(
    'TIMRelayElem',
    Type.Object({
      Title: Type.String(),
      CompatibleText: Type.String({ description: 'Shown by clients that cannot show merged messages.' }),
      AbstractList: Type.Optional(Type.Array(Type.String(), { maxItems: 10 })),
      MsgNum: Count(),
      MsgList: Type.Optional(mergedList(body)),
      JsonMsgKey: Type.Optional(
        Type.String({ pattern: '^[0-9a-f]{64}$', description: 'In place of a long list: ask `merged.get` for it.' }),
      ),
    }),
  )
