import { isFileId } from '@signet/protocol/file'
import type { Message } from '../message.ts'
import type { ImageInfo, Payloads } from '../payloads.ts'
import { TYPES } from '../type-constants.ts'
import type { MediaType, PickedFile } from './picked.ts'
import type { FileInfo } from './uploads.ts'

/** The ids of the files that a message shows. */
export function fileIdsOf(message: Message): string[] {
  if (message.type === TYPES.MSG_VIDEO) return [message.payload.videoUUID, message.payload.thumbUUID].filter(isFileId)
  const isMedia =
    message.type === TYPES.MSG_IMAGE || message.type === TYPES.MSG_AUDIO || message.type === TYPES.MSG_FILE
  return isMedia && isFileId(message.payload.uuid) ? [message.payload.uuid] : []
}

/** What a message shows of its file before it is uploaded; `url` is an address within this page. */
export function localPayload(type: MediaType, { name, size, seconds }: PickedFile, url: string): Payloads[MediaType] {
  switch (type) {
    case TYPES.MSG_IMAGE: {
      const image = { width: 0, height: 0, size, url, imageUrl: url }
      return { uuid: '', imageFormat: 255, imageInfoArray: [1, 2, 3].map((kind) => ({ type: kind, ...image })) }
    }
    case TYPES.MSG_AUDIO:
      return { uuid: '', url, remoteAudioUrl: '', size, second: seconds }
    case TYPES.MSG_FILE:
      return { uuid: '', fileName: name, fileUrl: url, fileSize: size }
    case TYPES.MSG_VIDEO:
      return {
        videoFormat: name.split('.').at(-1)?.toLowerCase() ?? '',
        videoSecond: seconds,
        videoSize: size,
        videoUrl: url,
        remoteVideoUrl: '',
        videoUUID: '',
        thumbUUID: '',
        thumbFormat: '',
        thumbWidth: 0,
        thumbHeight: 0,
        thumbSize: 0,
        thumbUrl: '',
        snapshotUrl: '',
        snapshotWidth: 0,
        snapshotHeight: 0,
        snapshotSize: 0,
      }
  }
}

/** Lets a message show its file from the server. `base` is the server's address. */
export function fill(message: Message, info: FileInfo, base: string): void {
  const url = `${base}${info.url}`
  if (message.type === TYPES.MSG_IMAGE) {
    const { image } = info
    const images: ImageInfo[] = (image?.sizes ?? []).map((size) => {
      const address = `${base}${size.url}`
      return {
        type: size.type,
        width: size.width,
        height: size.height,
        size: size.size,
        url: address,
        imageUrl: address,
      }
    })
    const original = { type: 1, width: 0, height: 0, size: info.size, url, imageUrl: url }
    const imageInfoArray = images.length === 3 ? images : [1, 2, 3].map((type) => ({ ...original, type }))
    Object.assign(message.payload, { uuid: info.fileId, imageFormat: image?.format ?? 255, imageInfoArray })
  } else if (message.type === TYPES.MSG_AUDIO) {
    Object.assign(message.payload, { uuid: info.fileId, url, remoteAudioUrl: url, size: info.size })
  } else if (message.type === TYPES.MSG_FILE) {
    Object.assign(message.payload, { uuid: info.fileId, fileUrl: url, fileSize: info.size })
  } else if (message.type === TYPES.MSG_VIDEO) {
    if (info.fileId === message.payload.thumbUUID)
      Object.assign(message.payload, { thumbUrl: url, snapshotUrl: url, thumbSize: info.size, snapshotSize: info.size })
    else
      Object.assign(message.payload, {
        videoUUID: info.fileId,
        videoUrl: url,
        remoteVideoUrl: url,
        videoSize: info.size,
      })
  }
}

/** An address as a message carries it: of the server's own files, the path alone. */
export function carried(fileId: string, url: string): string {
  return isFileId(fileId) && URL.canParse(url) ? new URL(url).pathname : url
}
