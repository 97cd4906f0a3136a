/** As much as a person reads of an answer that is an error, or none of ours. */
const maxBytes = 64 * 1024;

/** The beginning of a body; when the rest does not come, what has come has to do. Whoever aborts a request checks its signal. */
export async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of body) {
      parts.push(Buffer.from(part));
      length += part.length;
      if (length >= maxBytes) break;
    }
  } catch {
    // The connection broke: no reason to hide what was said before.
  }
  return Buffer.concat(parts).subarray(0, maxBytes);
}
