import { useAnswer } from '../../api/use-api.ts'
import { query } from '../../pieces/query.ts'
import type { GroupLine } from '../groups/types.ts'

interface OneGroup {
  readonly group: GroupLine
  readonly newestSeq: number
}

export const useGroup = (where: string, groupId: string) =>
  useAnswer<OneGroup>(`${where}/one${query({ groupId })}`, { everyMs: 10_000 })

/** What every part of the page gets. */
export interface GroupPart {
  readonly group: GroupLine
  /** The path of the groups in the API; a change below it makes them be asked for anew. */
  readonly where: string
}
