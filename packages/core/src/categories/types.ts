export interface Category {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly archivedAt: string | null
}

export interface CategoryCreateInput {
  /** 1–80 characters, unique without regard to case and surrounding space. */
  readonly name: string
  readonly description?: string | null | undefined
}

export interface CategoryUpdateInput {
  readonly categoryId: string
  readonly name?: string | undefined
  readonly description?: string | null | undefined
  /** Archived categories stay on their tickets and can't be chosen for new ones. */
  readonly archived?: boolean | undefined
}
