/** How long this process has been computing, which a machine under load does not change. */
export function busyMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
