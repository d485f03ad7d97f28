import type { SimIo } from '../sim-io.ts'
import type { Sink } from './sink.ts'
import { createFileSink } from './file-sink.ts'
import { HttpSink } from './http-sink.ts'

/** Where events go: a server with a source's token, or a file. */
export type Destination = { readonly to: string, readonly token: string } | { readonly out: string }

export function createSink(destination: Destination, io: SimIo): Sink {
  return 'out' in destination
    ? createFileSink(destination.out)
    : new HttpSink(destination.to, destination.token, io)
}
