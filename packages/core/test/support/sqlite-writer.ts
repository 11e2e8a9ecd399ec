/** A process that writes rows to a SQLite file beside others: `sqlite-writer.ts <file> <name> <rows>`. */
import { sqlite } from '../../src/db/drivers/sqlite.ts'
import { sample, samples } from './sample-tables.ts'

const [file, name, amount] = process.argv.slice(2)
const storage = sqlite({ file: file as string })
for (let index = 0; index < Number(amount); index++) {
  const row = sample(`${name}${index}`)
  await storage.transaction((db) => db.insert(samples).values(row))
}
await storage.close()
