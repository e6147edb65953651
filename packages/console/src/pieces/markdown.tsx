import './markdown.css'
import type { ReactNode } from 'react'
import { type Block, blocksOf, type Inline, inlineOf } from './markdown-blocks.ts'

/**
 * Shows a page of our own documentation. What it knows of Markdown is what those pages use; everything becomes elements, never markup.
 * @param images where a picture is that the page names
 * @param hrefOf where a link leads from here; nothing for what is only in the repository: its text stays
 */
export function Markdown({
  text,
  images,
  hrefOf,
}: {
  readonly text: string
  readonly images: (name: string) => string | undefined
  readonly hrefOf: (target: string) => string | undefined
}) {
  const inline = (source: string): ReactNode[] => inlineOf(source).map((part, i) => show(part, i))

  function show(part: Inline, key: number): ReactNode {
    switch (part.kind) {
      case 'text':
        return part.text
      case 'code':
        return <code key={key}>{part.text}</code>
      case 'strong':
        return <strong key={key}>{inline(part.text)}</strong>
      case 'emphasis':
        return <em key={key}>{part.text}</em>
      case 'image': {
        const src = images(part.target)
        return src === undefined ? null : <img key={key} src={src} alt={part.text} loading="lazy" />
      }
      case 'link': {
        const href = hrefOf(part.target)
        return href === undefined ? (
          <span key={key}>{inline(part.text)}</span>
        ) : (
          <a key={key} href={href} rel="noreferrer">
            {inline(part.text)}
          </a>
        )
      }
    }
  }

  const showBlock = (block: Block, key: number): ReactNode => {
    switch (block.kind) {
      case 'heading': {
        const Heading = block.level === 2 ? 'h2' : 'h3'
        return <Heading key={key}>{inline(block.text)}</Heading>
      }
      case 'paragraph':
        return <p key={key}>{inline(block.text)}</p>
      case 'code':
        return (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
          <pre key={key} tabIndex={0}>
            <code>{block.text}</code>
          </pre>
        )
      case 'list': {
        const List = block.ordered ? 'ol' : 'ul'
        return (
          <List key={key}>
            {block.items.map((item) => (
              <li key={item}>{inline(item)}</li>
            ))}
          </List>
        )
      }
      case 'table':
        return (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
          <section key={key} className="markdown-table" aria-label={block.head.join(', ')} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {block.head.map((cell) => (
                    <th key={cell}>{inline(cell)}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {block.rows.map((row) => (
                  <tr key={row.join('|')}>
                    {row.map((cell, i) => (
                      <td key={block.head[i]}>{inline(cell)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )
    }
  }
  return <article className="markdown">{blocksOf(text).map(showBlock)}</article>
}
