const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** Such as `1.4 MB`; a kilobyte is 1 024 bytes, so that limits are round numbers. */
export function fileSize(bytes: number, locale: string): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const value = bytes / 1_024 ** power
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 1 && value < 100 ? 1 : 0,
  }).format(value)
}
