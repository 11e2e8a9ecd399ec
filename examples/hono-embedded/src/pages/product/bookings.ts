/** What Larkbook shows on its own page: a day of a studio, made up like everything in the demo. */

export interface Booking {
  /** When it begins, in half hours after 09:00. */
  readonly start: number
  /** How many half hours it takes. */
  readonly length: number
  readonly title: string
  readonly who: string
  readonly taken: number
  readonly places: number
  readonly kind: 'class' | 'open' | 'private' | 'firing'
}

export interface Room {
  readonly name: string
  readonly bookings: readonly Booking[]
}

export const rooms: readonly Room[] = [
  {
    name: 'Wheels',
    bookings: [
      {
        start: 1,
        length: 4,
        title: 'Throwing for beginners',
        who: 'with Mirela',
        taken: 7,
        places: 8,
        kind: 'class',
      },
      {
        start: 6,
        length: 3,
        title: 'Open wheels',
        who: 'members',
        taken: 3,
        places: 8,
        kind: 'open',
      },
      {
        start: 10,
        length: 4,
        title: 'Throwing, second course',
        who: 'with Tomas',
        taken: 8,
        places: 8,
        kind: 'class',
      },
    ],
  },
  {
    name: 'Table',
    bookings: [
      {
        start: 2,
        length: 3,
        title: 'Hand building',
        who: 'with Clara',
        taken: 5,
        places: 10,
        kind: 'class',
      },
      {
        start: 7,
        length: 4,
        title: 'Birthday of Aino',
        who: 'private party',
        taken: 12,
        places: 12,
        kind: 'private',
      },
      {
        start: 12,
        length: 3,
        title: 'Glazing evening',
        who: 'members',
        taken: 4,
        places: 10,
        kind: 'open',
      },
    ],
  },
  {
    name: 'Kiln',
    bookings: [
      {
        start: 0,
        length: 6,
        title: 'Bisque firing',
        who: '980 °C',
        taken: 46,
        places: 60,
        kind: 'firing',
      },
      {
        start: 9,
        length: 7,
        title: 'Glaze firing',
        who: '1 240 °C',
        taken: 38,
        places: 60,
        kind: 'firing',
      },
    ],
  },
]

/** From 09:00 on, the last one is the end of the day. */
export const halfHours = 16

export function timeOf(halfHour: number): string {
  const minutes = 9 * 60 + halfHour * 30
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

export const attention = [
  {
    title: 'Deposit of Jonna Eriksen failed',
    text: 'Throwing, second course. The card was declined twice.',
  },
  {
    title: 'Two people wait for a place',
    text: 'Throwing, second course is full. Tomas could take nine.',
  },
  {
    title: 'Glaze firing runs past closing',
    text: 'It ends at 17:00, and the studio closes at 16:30 today.',
  },
] as const

export const figures = [
  { value: '41', label: 'bookings this week', change: '6 more than last week' },
  { value: '€ 2,310', label: 'paid this week', change: '€ 180 is still due' },
  { value: '83 %', label: 'of places taken', change: 'the same as last week' },
] as const
