import { Link } from 'react-router'
import { useSdkAppId } from '../../api/applications.ts'
import { query } from '../../pieces/query.ts'

/** A UserID that leads to its account. */
export function AccountLink({ userId }: { readonly userId: string }) {
  return <Link to={`/apps/${useSdkAppId()}/accounts/one${query({ userId })}`}>{userId}</Link>
}
