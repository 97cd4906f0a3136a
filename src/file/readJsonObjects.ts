import { exactJson } from "../base/exactJson.ts";
import { type JsonListener, JsonParts, JsonPartsError, type TextPosition } from "../base/jsonParts.ts";
import { plainText } from "../base/plainText.ts";
import { isObject, type JsonObject } from "../resources/jsonFields.ts";
import { FileError } from "./fileError.ts";
import { type FileObject, fileObjectOf, isListKind, kindOfItemsIn } from "./fileObject.ts";
import { jsonMistakeIn } from "./jsonMistake.ts";

const maxObjectBytes = 64 * 1024 * 1024;

/**
 * Reads the objects of JSON as it comes, those of lists one by one; one JSON object may follow another.
 * @throws FileError with line and column of a mistake.
 */
export async function readJsonObjects(
  file: string,
  bytes: AsyncIterable<Buffer>,
  take: (object: FileObject) => void,
): Promise<void> {
  const parts = new JsonParts(new ObjectReader(file, take), maxObjectBytes);
  try {
    for await (const chunk of bytes) parts.push(chunk);
  } catch (error) {
    if (!(error instanceof JsonPartsError)) throw error;
    throw mistakeAt(file, error.at, error.message);
  }
  if (!parts.isBetween) {
    const { line, column } = parts.position;
    throw new FileError(`${file}:${line}:${column}: it ends in the middle of an object; it was cut off: save it again`);
  }
}

class ObjectReader implements JsonListener {
  readonly #file: string;
  readonly #take: (object: FileObject) => void;
  #members: JsonObject = {};
  #items = 0;
  /** An item that did not say its kind was taken for a pod, before the list had said what its items are. */
  #tookForPod = false;

  constructor(file: string, take: (object: FileObject) => void) {
    this.#file = file;
    this.#take = take;
  }

  member(text: string, at: TextPosition): void {
    const member = this.#parsed(`{${text}}`, { line: at.line, column: at.column - 1 });
    if (isObject(member)) this.#members = { ...this.#members, ...member };
  }

  item(text: string, at: TextPosition): void {
    const item = this.#parsed(text, at);
    const isKindKnown = this.#members.kind !== undefined;
    this.#tookForPod ||= !isKindKnown && isObject(item) && item.kind === undefined;
    this.#items++;
    this.#take(fileObjectOf(this.#file, item, `item ${this.#items}`, isKindKnown ? this.#kindOfItems() : "Pod"));
  }

  end(): void {
    const { kind } = this.#members;
    if (isListKind(kind)) {
      const itemKind = this.#kindOfItems();
      if (this.#tookForPod && itemKind !== undefined && itemKind !== "Pod") {
        throw new FileError(`${this.#file} holds a ${plainText(String(kind))}, not pods`);
      }
    } else {
      this.#take(fileObjectOf(this.#file, this.#members, "its object", undefined));
    }
    this.#members = {};
    this.#items = 0;
    this.#tookForPod = false;
  }

  #kindOfItems(): string | undefined {
    const { kind } = this.#members;
    return isListKind(kind) ? kindOfItemsIn(String(kind)) : undefined;
  }

  #parsed(text: string, at: TextPosition): unknown {
    try {
      return exactJson(text);
    } catch (error) {
      const { offset, expected } = jsonMistakeIn(text) ?? { offset: 0, expected: "JSON" };
      const before = text.slice(0, offset).split("\n");
      const column = before.length === 1 ? at.column + offset : (before.at(-1)?.length ?? 0) + 1;
      throw mistakeAt(this.#file, { line: at.line + before.length - 1, column }, `expected ${expected}`, error);
    }
  }
}

function mistakeAt(file: string, { line, column }: TextPosition, what: string, cause?: unknown): FileError {
  return new FileError(`${file}:${line}:${column}: ${what}; correct it or save it again`, { cause });
}
