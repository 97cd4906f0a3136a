import { serverLine, serverText } from "./serverText.ts";

/** Why an image is not there, in the words of containerd, CRI-O, the kubelet and the registries, and how people say it. The first that fits. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/manifest unknown/i, "manifest unknown"],
  [/no matching manifest for (\S+)/i, "no image for $1"],
  [/pull access denied|insufficient_scope/i, "pull access denied"],
  [/toomanyrequests|\b429 Too Many Requests/i, "too many requests"],
  [/\b401 Unauthorized|unauthorized: /i, "401 Unauthorized"],
  [/\b403 Forbidden|denied: /i, "403 Forbidden"],
  [/lookup (\S+?)(?: on \S+)?: no such host/i, "no such host $1"],
  [/dial tcp (\S+): (?:i\/o timeout|connect: connection timed out)/i, "timeout $1"],
  [/dial tcp (\S+): connect: (connection refused|no route to host)/i, "$2 $1"],
  [/(x509: [^:]+)/, "$1"],
  [/no space left on device/i, "no space left on device"],
  [/is not present with pull policy of Never/i, "not present, pull policy Never"],
  [/invalid reference format/i, "invalid image name"],
  [/\b(5\d\d [A-Z][A-Za-z ]+)/, "$1"],
  [/: not found$|\b404 Not Found/i, "not found"],
];

/** `manifest unknown`; the last words of `message` when none of the known sentences is in it, empty when it says no reason. */
export function pullWords(message: string): string {
  const line = serverLine(message);
  for (const [sentence, words] of sentences) {
    const found = sentence.exec(line);
    if (found !== null) return words.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? "");
  }
  return /^Back-off pulling image "[^"]*"$/.test(line) ? "" : serverText(line.slice(line.lastIndexOf(": ") + 1));
}
