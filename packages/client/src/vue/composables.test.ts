import { expect, test } from 'vitest'
import { createSSRApp, defineComponent, effectScope, h, nextTick, ref } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { mount } from '../../test/vue-host.ts'
import { text, World } from '../../test/world.ts'
import type { Chat } from '../chat.ts'
import { chatStore } from '../store/chat-store.ts'
import type { UserPresence } from '../store/presence.ts'
import type { MessageView } from '../store/views.ts'
import { TYPES } from '../type-constants.ts'
import { chatPlugin, provideChat, useChat } from './chat-injection.ts'
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
} from './composables.ts'

/** A component that shows a text. */
const showing = (setup: () => () => string) =>
  defineComponent({
    setup() {
      const line = setup()
      return () => h('p', line())
    },
  })

const mounted = (chat: Chat, setup: () => () => string) => mount(showing(setup), (app) => app.use(chatPlugin(chat)))

const textOf = (message: MessageView): string =>
  message.type === TYPES.MSG_TEXT ? `${message.payload.text}${message.isRevoked ? ' (gone)' : ''}` : ''

test('on a server everything is empty and waits, and nothing is held', async () => {
  const { chat } = new World().client()
  const app = createSSRApp(
    showing(() => {
      const { messages, isLoading, isComplete, error } = useMessages('C2Cbob')
      const { members } = useMembers('team')
      const values = [useConversations(), useUnread(), useUnread('C2Cbob'), useNetState(), useIsReady()]
      const more = [messages, isLoading, isComplete, members]
      return () => [...values, ...more].map((value) => JSON.stringify(value.value)).join(' ') + String(error.value)
    }),
  ).use(chatPlugin(chat))
  const html = await renderToString(app)
  expect(html.replaceAll('&quot;', '"')).toBe('<p>[] 0 0 "disconnected" false [] false false []undefined</p>')
  expect(chatStore(chat).messages('C2Cbob').isObserved).toBe(false)
})

test('a mounted component shows what happens, and holds nothing when it is gone', async () => {
  const world = new World()
  const { chat } = await world.ready('alice')
  const page = mounted(chat, () => {
    const lines = useConversations()
    const [total, ofBob, state] = [useUnread(), useUnread('C2Cbob'), useNetState()]
    const { messages } = useMessages('C2Cbob')
    return () =>
      `${lines.value.map((line) => line.conversationID)} ${total.value} ${ofBob.value} ${state.value}: ${messages.value.map(textOf)}`
  })
  await world.clock.advance(50)
  expect(page.text()).toBe('0 0 connected:')

  world.server.write('bob', 'alice', 'hi')
  world.server.write('carol', 'alice', 'hello')
  await world.clock.advance(50)
  expect(page.text()).toBe('C2Cbob,C2Ccarol 2 1 connected: hi')

  const reading = chat.setMessageRead({ conversationID: 'C2Cbob' })
  await world.clock.advance(50)
  await reading
  expect(page.text()).toMatch(/ 1 0 connected: hi$/)

  page.unmount()
  expect(chatStore(chat).messages('C2Cbob').isObserved).toBe(false)
})

test('another conversation takes the place of the first at once, and own messages are shown before they are sent', async () => {
  const world = new World()
  const { chat } = await world.ready('alice')
  world.server.write('bob', 'alice', 'from bob')
  world.server.write('carol', 'alice', 'from carol')
  const who = ref('C2Cbob')
  let send: ReturnType<typeof useMessages>['send'] | undefined
  const page = mounted(chat, () => {
    const talk = useMessages(who)
    send = talk.send
    return () => `${who.value}: ${talk.messages.value.map((view) => `${textOf(view)} ${view.status}`)}`
  })
  await world.clock.advance(50)
  expect(page.text()).toBe('C2Cbob: from bob success')

  who.value = 'C2Ccarol'
  await nextTick()
  expect(page.text()).toBe('C2Ccarol:')
  await world.clock.advance(50)
  expect(page.text()).toBe('C2Ccarol: from carol success')
  expect(chatStore(chat).messages('C2Cbob').isObserved).toBe(false)

  void send?.(text(chat, 'carol', 'mine'))
  // The list gathers what happens in a turn, and so does Vue.
  await nextTick()
  await nextTick()
  expect(page.text()).toBe('C2Ccarol: from carol success,mine unSend')
  await world.clock.advance(50)
  expect(page.text()).toBe('C2Ccarol: from carol success,mine success')
})

test('reactions, presence and typing follow the message, the user and the conversation that are shown', async () => {
  const world = new World()
  const { chat } = await world.ready('alice')
  for (const words of ['one', 'two']) world.server.write('bob', 'alice', words)
  await world.clock.advance(50)
  const list = chatStore(chat).messages('C2Cbob')
  list.subscribe(() => {})
  await world.clock.advance(50)
  const [first, second] = list.get().messages
  const message = ref(0)
  const to = ref('bob')
  const page = mounted(chat, () => {
    const { reactions } = useReactions(() => (message.value === 0 ? first! : second!))
    const { typing } = useTyping(() => `C2C${to.value}`)
    const status = usePresence(to)
    return () => `${reactions.value.length} ${typing.value.length} ${status.value}`
  })
  const observed = (): boolean[] =>
    [chatStore(chat).presence('bob') as UserPresence, chatStore(chat).presence('carol') as UserPresence].map(
      ({ isObserved }) => isObserved,
    )
  await world.clock.advance(50)
  expect([page.text(), observed()]).toEqual(['0 0 undefined', [true, false]])
  message.value = 1
  to.value = 'carol'
  await nextTick()
  expect(observed()).toEqual([false, true])
  page.unmount()
  expect(observed()).toEqual([false, false])
})

test('outside of components they live as long as their scope', async () => {
  const world = new World()
  const { chat } = await world.ready('alice')
  const app = createSSRApp({ render: () => null }).use(chatPlugin(chat))
  const scope = effectScope()
  const unread = app.runWithContext(() => scope.run(() => useUnread()))
  world.server.write('bob', 'alice', 'hi')
  await world.clock.advance(50)
  expect(unread?.value).toBe(1)
  scope.stop()
  world.server.write('bob', 'alice', 'again')
  await world.clock.advance(50)
  expect(chat.getTotalUnreadMessageCount()).toBe(2)
  expect(unread?.value).toBe(1)
})

test('the nearest chat counts, and a component without one is told what it lacks', () => {
  const [outer, inner] = [new World().client().chat, new World().client().chat]
  const found: Chat[] = []
  const Child = showing(() => {
    found.push(useChat())
    return () => ''
  })
  const Parent = defineComponent({
    setup() {
      provideChat(inner)
      return () => h(Child)
    },
  })
  mount(Parent, (app) => app.use(chatPlugin(outer)))
  mount(Child, (app) => app.use(chatPlugin(outer)))
  expect(found).toEqual([inner, outer])
  const silent = (app: { config: { warnHandler?: unknown } }): void => {
    app.config.warnHandler = () => {}
  }
  expect(() => mount(Child, silent)).toThrow('There is no chat here.')
})
