import { useSdkAppId } from '../../api/applications.ts'
import { OverviewOf } from './overview-of.tsx'
import { SelfTest } from './self-test.tsx'

/** How an application is doing. */
export default function ApplicationOverview() {
  const where = `applications/${useSdkAppId()}`
  return (
    <OverviewOf where={`${where}/overview`} ofServer={false}>
      <SelfTest where={where} />
    </OverviewOf>
  )
}
