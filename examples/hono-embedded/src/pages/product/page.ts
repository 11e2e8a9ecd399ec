/** The app that the helpdesk is in: a day in Larkbook, with the launcher in the corner. */
import { html } from 'hono/html'
import type { SignedIn } from '../../people/session.ts'
import type { Html } from '../html.ts'
import { page, type Widgets } from '../layout.ts'
import {
  attention,
  type Booking,
  figures,
  halfHours,
  type Room,
  rooms,
  timeOf,
} from './bookings.ts'

export function productPage(person: SignedIn | null, widgets: Widgets, today: Date): Html {
  const studio = person?.role === 'customer' ? (person.organisationName ?? '') : 'Harbour Pottery'
  return page(
    { title: 'Larkbook', person, path: '/', style: 'product', widgets },
    html`<main id="main" class="wide">
      <div class="brand-row">
        <p class="brand">${lark}Larkbook</p>
        <p class="quiet">${studio}</p>
      </div>
      <header class="day-head">
        <div>
          <h1>${dayName(today)}</h1>
          <p class="quiet">8 sessions, 39 people. The first one begins at ${timeOf(0)}.</p>
        </div>
        ${week(today)}
      </header>
      <div class="day">
        ${schedule()}
        <div class="beside">
          <section aria-labelledby="attention">
            <h2 id="attention">Needs you</h2>
            <ul class="attention">${attention.map(
              ({ title, text }) =>
                html`<li><strong>${title}</strong><span class="quiet">${text}</span></li>`,
            )}</ul>
          </section>
          <section aria-labelledby="figures">
            <h2 id="figures">This week</h2>
            <dl class="figures">${figures.map(
              ({ value, label, change }) =>
                html`<div><dt>${label}</dt><dd>${value}<span class="quiet">${change}</span></dd></div>`,
            )}</dl>
          </section>
        </div>
      </div>
    </main>
    ${person?.role === 'customer' ? html`<deskhand-launcher></deskhand-launcher>` : agentHint}`,
  )
}

const agentHint = html`<p class="agent-hint quiet">Customers have a help button in this corner. You work in the <a href="/agent">agent desk</a>.</p>`

const lark = html`<svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true"><path d="M3 13.5c4.5 0 6-1.4 7.6-4.2C12 6.9 13.9 5 17 5c1.9 0 3.2.8 4 2l-2.6.9c.3 6-3.7 10.6-9.4 10.6-2.9 0-5-1.7-6-5z" fill="currentColor"/><circle cx="16.8" cy="8" r="1" class="eye"/></svg>`

function schedule(): Html {
  const hours = Array.from({ length: halfHours / 2 }, (_, hour) => hour * 2)
  return html`<section class="schedule" aria-label="Schedule">
    <div class="hours" aria-hidden="true">${hours.map((start) => html`<span class="at-${start}">${timeOf(start)}</span>`)}</div>
    ${rooms.map(roomColumn)}
  </section>`
}

function roomColumn({ name, bookings }: Room): Html {
  return html`<section class="room" aria-label="${name}">
    <h2>${name}</h2>
    <ol>${bookings.map(bookingCard)}</ol>
  </section>`
}

function bookingCard({ start, length, title, who, taken, places, kind }: Booking): Html {
  const unit = kind === 'firing' ? 'pieces' : 'places'
  return html`<li class="booking ${kind} at-${start} for-${length}">
    <strong>${title}</strong>
    <span class="when">${timeOf(start)}–${timeOf(start + length)}, ${who}</span>
    <span class="seats">${taken === places ? 'Full' : html`${taken} of ${places} ${unit}`}</span>
  </li>`
}

function week(today: Date): Html {
  const monday = new Date(today)
  monday.setDate(today.getDate() - ((today.getDay() + 6) % 7))
  const days = Array.from({ length: 7 }, (_, index) => {
    const day = new Date(monday)
    day.setDate(monday.getDate() + index)
    return day
  })
  return html`<ol class="week" aria-label="This week">${days.map((day) => {
    const isToday = day.getDate() === today.getDate()
    return html`<li${isToday ? html` aria-current="date"` : ''}><span>${shortDay.format(day)}</span>${day.getDate()}</li>`
  })}</ol>`
}

const shortDay = new Intl.DateTimeFormat('en-GB', { weekday: 'short' })
const fullDay = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })

function dayName(day: Date): string {
  return fullDay.format(day)
}
