import { useSdkAppId } from '../../api/applications.ts'
import { OverviewOf } from './overview-of.tsx'

/** How an application is doing. */
export default function ApplicationOverview() {
  return <OverviewOf where={`applications/${useSdkAppId()}/overview`} ofServer={false} />
}
