/**
 * `pnpm prove`: the proofs alone.
 *   --long     as long as they are worth, many minutes, instead of the short form that CI runs
 *   --seed N   the choices of an earlier run, which printed N
 *   --kills N  kill each engine's host so often
 *   NAME …     only these files of proofs/test, such as `kills`
 */
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  options: {
    long: { type: 'boolean' },
    seed: { type: 'string' },
    kills: { type: 'string' },
  },
  allowPositionals: true,
})

const files = positionals.length > 0 ? positionals : ['']

const child = spawn('vitest', ['run', ...files.map((file) => `proofs/test/${file}`)], {
  stdio: 'inherit',
  env: {
    ...process.env,
    ...(values.long && { PROOFS_LONG: '1' }),
    ...(values.seed !== undefined && { PROOFS_SEED: values.seed }),
    ...(values.kills !== undefined && { PROOFS_KILLS: values.kills }),
  },
})
child.once('exit', (code) => {
  process.exitCode = code ?? 1
})
