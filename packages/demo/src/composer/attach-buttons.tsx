import { useRef } from 'react'
import { Button } from '../shell/button.tsx'
import { FileAttachmentIcon, ImageIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { composerWords } from './words.ts'

/** Choosing pictures, or any files. */
export function AttachButtons({ onFiles }: { readonly onFiles: (files: File[]) => void }) {
  const word = useWords(composerWords)
  const images = useRef<HTMLInputElement>(null)
  const files = useRef<HTMLInputElement>(null)
  const chosen = (event: React.ChangeEvent<HTMLInputElement>): void => {
    onFiles([...(event.target.files ?? [])])
    // The same file may be chosen again.
    event.target.value = ''
  }
  return (
    <>
      <Button
        variant="text"
        shape="square"
        icon={<ImageIcon />}
        aria-label={word.image}
        title={word.image}
        onClick={() => images.current?.click()}
      />
      <Button
        variant="text"
        shape="square"
        icon={<FileAttachmentIcon />}
        aria-label={word.file}
        title={word.file}
        onClick={() => files.current?.click()}
      />
      <input
        ref={images}
        data-testid="images"
        className="unseen"
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp,image/bmp,image/avif"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={chosen}
      />
      <input
        ref={files}
        data-testid="files"
        className="unseen"
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={chosen}
      />
    </>
  )
}
