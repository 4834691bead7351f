import { parentPort } from 'node:worker_threads'
import { runTask, type TextTask } from './run-task.ts'

/** A throw ends the thread: the pool sees it, fails the task and starts another thread. */
parentPort?.on('message', (task: TextTask) => {
  parentPort?.postMessage(runTask(task))
})
