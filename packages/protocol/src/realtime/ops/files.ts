import { Type } from 'typebox'
import { FILE_LIMITS, IMAGE_SIZE } from '../../file.ts'
import { ConversationName, op } from './op.ts'

const Url = () =>
  Type.String({
    description: 'A path of this server with a signature in its query. A message carries it without the query.',
  })

/** A file as its readers see it; also the answer to `POST /files`. */
export const FileInfo = Type.Object({
  fileId: Type.String({ description: 'The UUID of the element that carries it.' }),
  name: Type.String(),
  size: Type.Integer({ description: 'Bytes.' }),
  type: Type.String({ description: 'What the content is, by looking at it; `application/octet-stream` when unknown.' }),
  sha256: Type.String({ description: 'Of the content, hex.' }),
  url: Url(),
  expiresAt: Type.Integer({ description: 'When the signatures end, ms on the server clock.' }),
  image: Type.Optional(
    Type.Object({
      format: Type.Integer({ description: 'ImageFormat: 1 JPG, 2 GIF, 3 PNG, 4 BMP, 255 other.' }),
      sizes: Type.Array(
        Type.Object({
          type: Type.Enum(IMAGE_SIZE, { description: '1 original, 2 large, 3 thumbnail.' }),
          width: Type.Integer({ description: 'Pixels as they are shown; 0 when unknown.' }),
          height: Type.Integer(),
          size: Type.Integer({ description: 'Bytes.' }),
          url: Url(),
        }),
        { description: 'Always three, in this order; where no smaller one could be made, it is the original.' },
      ),
    }),
  ),
})

/** Requests about files. */
export const FILE_OPS = {
  'file.ticket': op({
    title: 'Ask to upload a file: a ticket for one `POST /files`.',
    input: Type.Object({
      name: Type.String({ minLength: 1, maxLength: FILE_LIMITS.nameBytes, description: 'At most 255 bytes of UTF-8.' }),
      size: Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'Bytes; at most these are taken.',
      }),
      type: Type.Optional(
        Type.String({ maxLength: 127, description: 'The content type that the upload will have in its header.' }),
      ),
    }),
    output: Type.Object({
      ticket: Type.String({ description: 'For the header `Authorization: Bearer …`. Secret, never part of a URL.' }),
      url: Type.String({ description: 'Where to post, a path of this server.' }),
      expiresAt: Type.Integer({ description: 'The upload has to begin by then, ms on the server clock.' }),
    }),
  }),
  'file.url': op({
    title: 'Addresses of files that you may read, for a limited time.',
    input: Type.Object({
      fileIds: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: FILE_LIMITS.asked }),
      conversation: Type.Optional(ConversationName()),
    }),
    output: Type.Object({
      files: Type.Array(
        Type.Object({
          fileId: Type.String(),
          code: Type.Integer({ description: '0, or 114000: there is no such file, or it is not for you.' }),
          info: Type.Optional(FileInfo),
        }),
        { description: 'In the order asked for.' },
      ),
    }),
  }),
} as const
