/**
 * What `@signet/chat/plugins/…` exports, whatever the name: a plugin of the official SDK that does nothing, as all that plugins do is
 * built in. An app that passes it to `use` or `registerPlugin` needs no change but its imports.
 *
 * @example
 * ```ts
 * import GroupPlugin from '@signet/chat/plugins/group'
 *
 * chat.use([GroupPlugin])
 * ```
 */
const plugin: Readonly<Record<string, never>> = Object.freeze({})

export default plugin
