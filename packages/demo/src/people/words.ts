import { words } from '../shell/language.tsx'

export const peopleWords = words(
  {
    block: 'Block',
    unblock: 'Unblock',
    blocked: 'You have blocked this person: what they write does not reach you.',
    blockText: 'What somebody writes whom you block does not reach you.',
  },
  {
    block: '拉黑',
    unblock: '解除拉黑',
    blocked: '你已拉黑对方，不会收到对方的消息。',
    blockText: '拉黑后将不会收到对方的消息。',
  },
)
