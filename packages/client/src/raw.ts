/**
 * What stands behind an object that an app made observable: Vue wraps messages in proxies and hands those to the SDK. What is changed
 * in place is changed through the proxy, so that the app sees it; what is known beside a message is known of the message itself.
 */
export function rawOf<T extends object>(value: T): T {
  const { __v_raw: raw } = value as { __v_raw?: T }
  return raw ?? value
}
