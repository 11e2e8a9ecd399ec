import type { Request } from 'express'
import type { User } from './accounts/users.ts'

/** A request after the middleware that looks the session up. */
export interface ShopRequest extends Request {
  user?: User | null
}
