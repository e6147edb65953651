import { type ButtonProps, Button as TDesignButton } from 'tdesign-react'

/** The kit's button, which stays a button when it is disabled: what it is called then is still read out. */
export function Button(props: ButtonProps) {
  return <TDesignButton tag="button" {...props} />
}
