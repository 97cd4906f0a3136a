import { plainText } from "../../base/plainText.ts";
import type { FileOrData } from "./kubeconfig.ts";
import { fileTrouble, type Machine } from "./machine.ts";

/**
 * The PEM that an entry gives as data or as a file, data first; undefined when it gives neither. A file that cannot be
 * read is told to `onTrouble`, with Go's words for why.
 */
export function readPem(
  { path, data }: FileOrData,
  onTrouble: (path: string, trouble: string) => void,
  machine: Machine,
): string | undefined {
  let text: string | undefined;
  if (path !== "") {
    try {
      text = machine.readFile(path);
    } catch (error) {
      const shown = plainText(path);
      const { code, words } = fileTrouble(error);
      onTrouble(shown, `${code === "EISDIR" ? "read" : "open"} ${shown}: ${words}`);
    }
  }
  return data || text || undefined;
}
