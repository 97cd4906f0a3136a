import { createReadStream } from "node:fs";
import { gunzip } from "../base/gunzip.ts";
import { FileError } from "./fileError.ts";

/** What a person calls the file: its path, or stdin. */
export function nameOfFile(path: string): string {
  return path === "-" ? "stdin" : path;
}

/** The bytes of a file, or of `stdin` when the path is `-`, as they are read; unpacked when they are gzip. @throws FileError */
export async function* fileBytes(path: string, stdin: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const name = nameOfFile(path);
  try {
    const bytes = path === "-" ? stdin : createReadStream(path, { highWaterMark: 256 * 1024 });
    for await (const chunk of unpacked(bytes)) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  } catch (error) {
    throw fileError(name, error);
  }
}

async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const all = withFirst(first.value, chunks);
  // RFC 1952: gzip starts with these two bytes, which no text does.
  const isPacked = first.value[0] === 0x1f && first.value[1] === 0x8b;
  yield* isPacked ? gunzip(all) : all;
}

async function* withFirst(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

const sentences: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder: name a file in it",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
  Z_DATA_ERROR: "its gzip data is damaged: save it again",
  Z_BUF_ERROR: "its gzip data ends in the middle: save it again",
};

function fileError(name: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  return new FileError(`cannot read ${name}: ${sentences[code] ?? code}`, { cause: error });
}
