/** What `lease.check` throws when this process has no right any more to run the instance. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'

  constructor(service: string, tenantId: string, instance: string) {
    super(
      `This process no longer holds the instance "${instance}" (tenant "${tenantId}") of the service "${service}"; another one may run it by now. Write nothing more for it, and let run() return.`,
    )
  }
}
