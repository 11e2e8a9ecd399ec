/** What a process of this benchmark can do, by name. */
import { bareDeliveries, deliveries } from './work/deliveries.ts'
import { keepUp } from './work/keep-up.ts'
import { loopDelay } from './work/loop-delay.ts'
import { bareReplay, replay } from './work/replay.ts'
import { services } from './work/services.ts'

export const roles = {
  loopDelay,
  keepUp,
  replay,
  bareReplay,
  deliveries,
  bareDeliveries,
  services,
}
