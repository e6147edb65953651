/** What the tools share: a ticket made in one is looked at in the next. In the memory of the page, never in its address. */
export interface Draft {
  readonly key: string
  readonly userId: string
  readonly userSig: string
}

export const TOOLS = ['sign', 'verify', 'explain', 'login', 'code'] as const
export type Tool = (typeof TOOLS)[number]

/** What every tool is given. */
export interface ToolProps {
  readonly sdkAppId: number
  readonly draft: Draft
  readonly onDraft: (change: Partial<Draft>) => void
  readonly onTool: (tool: Tool) => void
}
