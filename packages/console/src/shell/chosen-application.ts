import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { type ApplicationLine, useApplications } from '../api/applications.ts'

const KEY = 'signet-console-application'

/** The application that the address names, else the one that was looked at last, else the newest. */
export function useChosenApplication(): ApplicationLine | undefined {
  const { pathname } = useLocation()
  const named = Number(/^\/apps\/(\d+)/.exec(pathname)?.[1])
  const { data } = useApplications()
  useEffect(() => {
    if (named > 0) localStorage.setItem(KEY, String(named))
  }, [named])
  const wanted = named > 0 ? named : Number(localStorage.getItem(KEY))
  const all = data?.applications ?? []
  return all.find(({ sdkAppId }) => sdkAppId === wanted) ?? (named > 0 ? undefined : all[0])
}
