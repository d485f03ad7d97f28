const TEXT_AND_WHOLE = 0x81
/** Lengths that say that the length follows, in so many bytes. */
const IN_TWO = { mark: 126, from: 126, bytes: 2 }
const IN_EIGHT = { mark: 127, from: 65_536, bytes: 8 }

/**
 * A message of a server as it goes over a WebSocket without extensions, header and payload in one
 * piece (RFC 6455, 5.2): made once for all who get it, and one write to each.
 * @param text UTF-8
 */
export function textFrame(text: Buffer): Buffer {
  const { length } = text
  const extended = length >= IN_EIGHT.from ? IN_EIGHT : length >= IN_TWO.from ? IN_TWO : null
  const header = 2 + (extended?.bytes ?? 0)
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = TEXT_AND_WHOLE
  frame[1] = extended?.mark ?? length
  if (extended === IN_TWO)
    frame.writeUInt16BE(length, 2)
  else if (extended === IN_EIGHT)
    frame.writeBigUInt64BE(BigInt(length), 2)
  text.copy(frame, header)
  return frame
}
