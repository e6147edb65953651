import type { MessageView } from '@signet/chat/react'

/** What the composer is for now. */
export type Draft =
  | { readonly kind: 'new' }
  | { readonly kind: 'reply'; readonly message: MessageView }
  | { readonly kind: 'edit'; readonly message: MessageView }
  /** A message that was taken back, to be written anew. */
  | { readonly kind: 'again'; readonly message: MessageView }

export const NEW_DRAFT: Draft = { kind: 'new' }
