/** `for await` over pages and events: `@signet/chat/iterate`. */
export { type EventOptions, events, incoming } from './iterate/events.ts'
export { conversations, friends, groups, members, messages, type PageOptions } from './iterate/pages.ts'
