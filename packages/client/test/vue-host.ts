import { type Component, createRenderer } from 'vue'

/** A piece of a page that is nowhere drawn. */
interface HostNode {
  readonly tag: string
  text: string
  parent: HostNode | undefined
  readonly children: HostNode[]
}

const node = (tag: string, text = ''): HostNode => ({ tag, text, parent: undefined, children: [] })

function remove(child: HostNode): void {
  child.parent?.children.splice(child.parent.children.indexOf(child), 1)
  child.parent = undefined
}

const { createApp } = createRenderer<HostNode, HostNode>({
  createElement: (tag) => node(tag),
  createText: (text) => node('', text),
  createComment: () => node('!'),
  setText: (target, text) => {
    target.text = text
  },
  setElementText: (target, text) => {
    target.children.splice(0)
    target.text = text
  },
  insert: (child, parent, anchor) => {
    remove(child)
    child.parent = parent
    parent.children.splice(anchor ? parent.children.indexOf(anchor) : parent.children.length, 0, child)
  },
  remove,
  parentNode: (child) => child.parent ?? null,
  nextSibling: (child) => child.parent?.children[child.parent.children.indexOf(child) + 1] ?? null,
  patchProp: () => {},
})

/** A component that is mounted for real, in a page without a browser. */
export function mount(component: Component, prepare: (app: ReturnType<typeof createApp>) => void = () => {}) {
  const page = node('page')
  const app = createApp(component)
  prepare(app)
  app.mount(page)
  const textOf = (from: HostNode): string => from.text + from.children.map(textOf).join(' ')
  return { text: () => textOf(page).trim(), unmount: () => app.unmount() }
}
