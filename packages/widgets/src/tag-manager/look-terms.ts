import type { TagIcon } from '@deskhand/plugin-tags/client'
import { defineTerms } from '../terms/terms.ts'

/** The colours of the palette, for those who can't tell them by seeing them. */
export const colourTerms = defineTerms('tag-colours', {
  red: 'Red',
  orange: 'Orange',
  amber: 'Amber',
  lime: 'Lime',
  green: 'Green',
  teal: 'Teal',
  sky: 'Sky blue',
  blue: 'Blue',
  violet: 'Violet',
  fuchsia: 'Fuchsia',
  pink: 'Pink',
  slate: 'Slate',
})

export type ColourName = keyof typeof colourTerms.en

/** The icons, said in words. */
export const iconTerms = defineTerms('tag-icons', {
  alert: 'Alert',
  bell: 'Bell',
  bolt: 'Lightning',
  book: 'Book',
  bug: 'Bug',
  calendar: 'Calendar',
  cart: 'Cart',
  chat: 'Speech bubble',
  check: 'Check mark',
  clock: 'Clock',
  cloud: 'Cloud',
  code: 'Code',
  'credit-card': 'Credit card',
  database: 'Database',
  flag: 'Flag',
  flame: 'Flame',
  gift: 'Gift',
  globe: 'Globe',
  heart: 'Heart',
  home: 'House',
  key: 'Key',
  link: 'Link',
  lock: 'Lock',
  mail: 'Envelope',
  map: 'Map',
  megaphone: 'Megaphone',
  phone: 'Phone',
  pin: 'Map pin',
  rocket: 'Rocket',
  shield: 'Shield',
  star: 'Star',
  tag: 'Tag',
  'thumbs-up': 'Thumbs up',
  tool: 'Tool',
  truck: 'Truck',
  user: 'Person',
  users: 'People',
  warning: 'Warning',
  wifi: 'Network',
} satisfies Readonly<Record<TagIcon, string>>)
