/** A message as the console's API tells it. Times are ms. */
export interface MessageLine {
  readonly seq: number
  readonly from: string
  readonly time: number
  readonly recalled: boolean
  readonly isNotice: boolean
  readonly body: readonly { readonly MsgType: string; readonly MsgContent: Readonly<Record<string, unknown>> }[]
}

/** What a message says, in one text: what is no text is named by its kind and its file. */
export const textOf = ({ body }: Pick<MessageLine, 'body'>): string =>
  body
    .map(({ MsgType, MsgContent }) => {
      if (MsgType === 'TIMTextElem') return String(MsgContent['Text'] ?? '')
      const name = MsgContent['FileName'] ?? MsgContent['Desc'] ?? MsgContent['Title'] ?? ''
      return `[${MsgType}${name === '' ? '' : ` ${String(name)}`}]`
    })
    .join(' ')
