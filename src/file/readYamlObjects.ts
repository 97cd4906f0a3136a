import { parseAllDocuments } from "yaml";
import { plainText } from "../base/plainText.ts";
import { isObject } from "../resources/jsonFields.ts";
import { FileError } from "./fileError.ts";
import { type FileObject, fileObjectOf, isListKind, kindOfItemsIn } from "./fileObject.ts";

/** YAML is read whole, and takes many times its size. */
const maxBytes = 256 * 1024 * 1024;

/** Reads the objects of YAML documents, those of lists one by one. @throws FileError with line and column of a mistake. */
export async function readYamlObjects(
  file: string,
  bytes: AsyncIterable<Buffer>,
  take: (object: FileObject) => void,
): Promise<void> {
  const documents = parseAllDocuments(await textOf(file, bytes), { uniqueKeys: false, intAsBigInt: true });
  if (!Array.isArray(documents)) throw nothingIn(file);
  let objects = 0;
  for (const [index, document] of documents.entries()) {
    const [mistake] = document.errors;
    if (mistake !== undefined) {
      const [at] = mistake.linePos ?? [];
      const [what = ""] = mistake.message.split(/ at line \d|\n/);
      throw new FileError(`${file}:${at?.line ?? 1}:${at?.col ?? 1}: ${plainText(what)}; correct it or save it again`);
    }
    const value: unknown = document.toJS({ reviver: (_key, member) => shortened(member) });
    // A document of comments, or what follows the last line of dashes.
    if (value === null || value === undefined) continue;
    objects++;
    takeAll(file, value, `document ${index + 1}`, take);
  }
  if (objects === 0) throw nothingIn(file);
}

/** As exactJson has it: only what a double cannot hold stays a bigint. */
function shortened(value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function takeAll(file: string, value: unknown, place: string, take: (object: FileObject) => void): void {
  if (!isObject(value) || !isListKind(value.kind)) {
    take(fileObjectOf(file, value, place, undefined));
    return;
  }
  const kind = kindOfItemsIn(String(value.kind));
  const items: readonly unknown[] = Array.isArray(value.items) ? value.items : [];
  items.forEach((item, index) => {
    take(fileObjectOf(file, item, `item ${index + 1}`, kind));
  });
}

function nothingIn(file: string): FileError {
  return new FileError(`${file} has no Kubernetes object in it: save pods with kubectl get pods -A -o json`);
}

async function textOf(file: string, bytes: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new FileError(`${file} has more than ${maxBytes / (1024 * 1024)} MB of YAML: save it as JSON (-o json)`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
