import { textParts } from './links.ts'

/** What somebody wrote, as text: links of the web and names are set apart, nothing else means anything. */
export function Text({ text, hasMentions = false }: { readonly text: string; readonly hasMentions?: boolean }) {
  return (
    <bdi className="text">
      {textParts(text, hasMentions).map((part, index) =>
        part.href ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have nothing but their place.
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ) : part.isMention ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <b key={index} className="mention">
            {part.text}
          </b>
        ) : (
          part.text
        ),
      )}
    </bdi>
  )
}
