import { getCurrentInstance, onMounted, type ShallowRef, shallowRef, watch } from 'vue'
import type { Source } from '../store/source.ts'

/**
 * The value of a source, for as long as the component or effect scope lives. Another source may take its place. In a component it
 * is followed from when that is mounted, so a server that renders it holds nothing.
 */
export function follow<T>(source: () => Source<T>): Readonly<ShallowRef<T>> {
  const value = shallowRef(source().get())
  const begin = (): void => {
    watch(
      source,
      ({ get, subscribe }, _before, onCleanup) => {
        const show = (): void => {
          value.value = get()
        }
        onCleanup(subscribe(show))
        show()
      },
      // At once: nothing of one conversation may be drawn under the name of another.
      { immediate: true, flush: 'sync' },
    )
  }
  if (getCurrentInstance()) onMounted(begin)
  else begin()
  return value
}
