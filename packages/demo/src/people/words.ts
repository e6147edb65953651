import { words } from '../shell/language.tsx'

export const peopleWords = words(
  {
    block: 'Block',
    unblock: 'Unblock',
    blocked: 'You have blocked this person. Their messages do not reach you.',
    blockText: 'Messages of people whom you block do not reach you.',
  },
  {
    block: '拉黑',
    unblock: '解除拉黑',
    blocked: '你已拉黑对方，不会收到对方的消息。',
    blockText: '拉黑后将不会收到对方的消息。',
  },
)
