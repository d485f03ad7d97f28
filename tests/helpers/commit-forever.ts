import { openStateStore } from '../../server/intake/state-store.ts'

/** Commits in a state store until it is killed; prints each number once it is on disk. */
const store = openStateStore(process.argv[2]!)
for (let n = 1; ; n++) {
  await store.commit(() => {
    for (let i = 0; i < 20; i++)
      store.ids.putSync(`id-${n}-${i}`, Buffer.alloc(300, n))
  })
  process.stdout.write(`${n}\n`)
}
