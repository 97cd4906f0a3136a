import { expect, test } from "vitest";
import { type ShellOutcome, shellBanner, shellWords } from "../../../../src/app/shell/shellWords.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";

const place = { namespace: "shop", pod: "web-1", container: "app" };

test.each<{ outcome: ShellOutcome; words: string | undefined }>([
  { outcome: { kind: "exit", code: 0 }, words: undefined },
  { outcome: { kind: "exit", code: 3 }, words: "The shell in shop/web-1 (app) ended: exit 3." },
  { outcome: { kind: "exit", code: 137 }, words: "The shell in shop/web-1 (app) ended: exit 137 (SIGKILL)." },
  { outcome: { kind: "left" }, words: "Broke off the shell in shop/web-1 (app); what ran in it may go on." },
  {
    outcome: { kind: "lost" },
    words: "The connection to the shell in shop/web-1 (app) was lost; what ran in it may go on.",
  },
  {
    outcome: { kind: "failed", why: 'Internal error occurred: x: exec: "sh": executable file not found in $PATH' },
    words: "app has no shell; kubectl debug --target=app brings one along.",
  },
  {
    outcome: { kind: "failed", why: "executable file `sh` not found in $PATH: No such file or directory" },
    words: "app has no shell; kubectl debug --target=app brings one along.",
  },
  {
    outcome: { kind: "failed", why: 'Internal error occurred: container not found ("app")' },
    words: 'No shell in shop/web-1 (app): Internal error occurred: container not found ("app")',
  },
  {
    outcome: { kind: "broken", error: new KubeError("forbidden", "no role gives it") },
    words: "No shell in shop/web-1: no role gives it",
  },
  { outcome: { kind: "refused", why: "You may not." }, words: "You may not." },
])("$outcome.kind: $words", ({ outcome, words }) => {
  expect(shellWords(place, outcome)).toBe(words);
});

test("nothing that a server names moves the cursor of the terminal", () => {
  const odd = { ...place, container: "app\u001b[2J" };
  const said = [shellBanner(odd), shellWords(odd, { kind: "lost" }) ?? ""].join("");
  expect(said).not.toContain("\u001b");
});
