/** The icons a tag may have, by name. How each is drawn is up to who shows it. */
export const tagIcons = [
  ...(['alert', 'bell', 'bolt', 'book', 'bug', 'calendar', 'cart', 'chat', 'check'] as const),
  ...(['clock', 'cloud', 'code', 'credit-card', 'database', 'flag', 'flame', 'gift'] as const),
  ...(['globe', 'heart', 'home', 'key', 'link', 'lock', 'mail', 'map', 'megaphone'] as const),
  ...(['phone', 'pin', 'rocket', 'shield', 'star', 'tag', 'thumbs-up', 'tool', 'truck'] as const),
  ...(['user', 'users', 'warning', 'wifi'] as const),
] as const

export type TagIcon = (typeof tagIcons)[number]
