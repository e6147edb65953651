import { OverviewOf } from './overview-of.tsx'

/** How the whole server is doing. */
export default function ServerOverview() {
  return <OverviewOf where="overview" ofServer />
}
