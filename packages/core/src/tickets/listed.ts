import { shapeOf } from '../db/read.ts'
import { type TicketRow, tickets } from './schema.ts'

/** A ticket as lists read it: without its text, which may be long and is not shown there. */
export type ListedTicket = Omit<TicketRow, 'description' | 'descriptionHtml'>

export const listedShape = shapeOf(tickets, { without: ['description', 'descriptionHtml'] })
