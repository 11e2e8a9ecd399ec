import { describe, expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { wordingOf } from '../wording.ts'
import { problems } from './index.ts'

describe.each(problems.map((problem) => ({ name: problem.subjects[0], problem })))(
  '$name',
  ({ problem }) => {
    test('has a word for each of its blanks', () => {
      const fill = wordingOf(problem, 'Ada Lindqvist', 'Clara Whitfield', createRandom('words'))
      const texts = [
        ...problem.subjects,
        ...problem.texts,
        ...problem.turns.map(({ text }) => text),
      ]
      for (const text of texts) expect(fill(text)).not.toContain('{')
    })

    test('ends with an answer that resolves it', () => {
      expect(problem.turns.at(-1)).toMatchObject({ by: 'agent', status: 'resolved' })
    })
  },
)
