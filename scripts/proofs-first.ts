import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Starts the proofs first: they take longest, and at the end one worker would be alone with them. */
export class ProofsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ project }: TestSpecification) => (project.name === 'proofs' ? 0 : 1)
    return sorted.toSorted((one, other) => rank(one) - rank(other))
  }
}
