/** A thread that reads the elements' source and tells what they say of themselves. */
import { parentPort } from 'node:worker_threads'

const script = '../../../../../packages/widgets/scripts/custom-elements.ts'
const { readElements } = (await import(new URL(script, import.meta.url).href)) as {
  readElements(): readonly unknown[]
}
// Plain data only: what else the analyser leaves in it can't go from thread to thread.
parentPort?.postMessage(JSON.parse(JSON.stringify(readElements())))
