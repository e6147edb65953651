import './rows.css'
import type { ReactNode } from 'react'

/** What a list is narrowed by, in a row above it; below one another on a phone. */
export const Filters = ({ children }: { readonly children: ReactNode }) => <div className="filters">{children}</div>
