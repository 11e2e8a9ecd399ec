/** `lease.check` throws it when another process has taken the instance over. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'

  constructor(service: string, tenantId: string, instance: string) {
    super(
      `This process no longer holds the instance "${instance}" (tenant "${tenantId}") of the service "${service}"; another one may run it by now. Write nothing more for it, and let run() return.`,
    )
  }
}
