import { createElement, memo, type ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { World } from '../../test/world.ts'
import type { Chat } from '../chat.ts'
import { chatStore } from '../store/chat-store.ts'
import { ChatProvider, useChat } from './chat-provider.ts'
import {
  useConversations,
  useIsReady,
  useMembers,
  useMessages,
  useNetState,
  usePresence,
  useReactions,
  useTyping,
  useUnread,
} from './hooks.ts'

const rendered = (chat: Chat, part: () => ReactElement): string =>
  renderToString(createElement(ChatProvider, { chat }, createElement(part)))

test('on a server everything is empty and waits', () => {
  const { chat } = new World().client()
  const html = rendered(chat, () => {
    const { messages, isLoading, isComplete } = useMessages('C2Cbob')
    const { members } = useMembers('team')
    const values = [useConversations().length, useUnread(), useUnread('C2Cbob'), useNetState(), useIsReady()]
    return createElement('p', {}, [...values, messages.length, isLoading, isComplete, members.length].join(' '))
  })
  expect(html).toBe('<p>0 0 0 disconnected false 0 false false 0</p>')
})

test('what is known when a component is first drawn is in it', async () => {
  const world = new World()
  const { chat } = await world.ready('alice')
  rendered(chat, () => createElement('p', {}, useUnread()))
  world.server.write('bob', 'alice', 'hi')
  await world.clock.advance(50)
  const Row = memo(({ id }: { id: string }) => createElement('li', {}, `${id}: ${useUnread(id)}`))
  const html = rendered(chat, () => {
    const rows = useConversations().map(({ conversationID: id }) => createElement(Row, { key: id, id }))
    return createElement('ul', {}, rows)
  })
  expect(html).toBe('<ul><li>C2Cbob: 1</li></ul>')
})

test('reactions, presence and typing begin empty, and come with what an app calls', async () => {
  const world = new World()
  const { chat } = await world.ready('alice')
  world.server.write('bob', 'alice', 'hi')
  await world.clock.advance(50)
  const list = chatStore(chat).messages('C2Cbob')
  list.subscribe(() => {})
  await world.clock.advance(50)
  const [message] = list.get().messages
  const html = rendered(chat, () => {
    const { reactions, react } = useReactions(message!)
    const { typing, sayTyping } = useTyping('C2Cbob')
    const values = [reactions.length, String(usePresence('bob')), typing.length, typeof react, typeof sayTyping]
    return createElement('p', {}, values.join(' '))
  })
  expect(html).toBe('<p>0 undefined 0 function function</p>')
})

test('the hooks give the chat itself, for its methods', () => {
  const { chat } = new World().client()
  let found: Chat | undefined
  rendered(chat, () => {
    found = useChat()
    return createElement('p')
  })
  expect(found).toBe(chat)
})

test('a component outside a provider is told what it lacks', () => {
  const Lost = () => createElement('p', {}, useUnread())
  expect(() => renderToString(createElement(Lost))).toThrow('Put a <ChatProvider chat={chat}> around the component.')
})
