import type { html } from 'hono/html'

/** Markup in which every inserted value is escaped. */
export type Html = ReturnType<typeof html>
