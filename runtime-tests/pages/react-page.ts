/** A page in React on `@signet/chat/react`, as `react.test.ts` opens it: `openChat(where)` draws it. */
import { createInstance, TYPES } from '@signet/chat'
import {
  ChatProvider,
  type ConversationView,
  type MessageView,
  useChat,
  useConversations,
  useIsReady,
  useMembers,
  useMessages,
  useNetState,
  useUnread,
} from '@signet/chat/react'
import { createElement as h, memo, type ReactElement, StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'

interface Where {
  readonly url: string
  readonly sdkAppId: number
  readonly userSig: string
  readonly groupID: string
}

/** How often each part was drawn, for the test to read. */
const drawn: Record<string, number> = {}
const count = (name: string): void => {
  drawn[name] = (drawn[name] ?? 0) + 1
}

const Bubble = memo(({ message }: { message: MessageView }) => {
  const text = message.type === TYPES.MSG_TEXT ? message.payload.text : message.type
  count(text)
  return h('li', { className: message.status }, message.isRevoked ? 'taken back' : text)
})

const Line = memo(({ line }: { line: ConversationView }) =>
  h('li', {}, `${line.conversationID} ${line.unreadCount} ${line.lastMessage.messageForShow}`),
)

function Talk({ conversationID }: { conversationID: string }): ReactElement {
  const chat = useChat()
  const { messages, isComplete, loadOlder, send } = useMessages(conversationID)
  const to = conversationID.slice(TYPES.CONV_C2C.length)
  const say = (text: string) =>
    void send(chat.createTextMessage({ to, conversationType: TYPES.CONV_C2C, payload: { text } }))
  return h(
    'section',
    {},
    h('ol', { id: 'messages' }, ...messages.map((message) => h(Bubble, { key: message.ID, message }))),
    h('button', { type: 'button', id: 'older', disabled: isComplete, onClick: loadOlder }, 'Older'),
    h('button', { type: 'button', id: 'say', onClick: () => say('from the page') }, 'Say'),
    h('p', { id: 'unread-of-bob' }, useUnread(conversationID)),
  )
}

function App({ groupID }: { groupID: string }): ReactElement {
  const [talksTo, talkTo] = useState('C2Cbob')
  const { members } = useMembers(groupID)
  return h(
    'main',
    {},
    h('p', { id: 'state' }, `${useIsReady() ? 'ready' : 'waiting'} ${useNetState()} ${useUnread()}`),
    h('ol', { id: 'lines' }, ...useConversations().map((line) => h(Line, { key: line.conversationID, line }))),
    h('p', { id: 'members' }, members.map(({ userID }) => userID).join(' ')),
    h('button', { type: 'button', id: 'carol', onClick: () => talkTo('C2Ccarol') }, 'Carol'),
    h('button', { type: 'button', id: 'bob', onClick: () => talkTo('C2Cbob') }, 'Bob'),
    h(Talk, { conversationID: talksTo }),
  )
}

async function openChat({ url, sdkAppId, userSig, groupID }: Where): Promise<void> {
  const chat = createInstance({ SDKAppID: sdkAppId, proxyServer: url })
  const root = document.body.appendChild(document.createElement('div'))
  createRoot(root).render(h(StrictMode, {}, h(ChatProvider, { chat }, h(App, { groupID }))))
  await chat.login({ userID: 'alice', userSig })
}

Object.assign(globalThis, { openChat, drawn })
