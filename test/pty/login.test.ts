import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { certificateAuthority, certificateFrom } from "../../src/demo/certificates.ts";
import { type FakeApiServer, startFakeApiServer } from "../support/fakeApiServer.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

const authority = certificateAuthority("test-ca");
const tls = certificateFrom(authority, { commonName: "server", hosts: ["localhost"] });
const granted =
  '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"good","expirationTimestamp":null}}';

let server: FakeApiServer;
let terminal: Terminal | undefined;

beforeEach(async () => {
  server = await startFakeApiServer({ tls });
  server.pods.put({ metadata: { namespace: "default", name: "web-1" }, status: { phase: "Running" } });
});

afterEach(async () => {
  await terminal?.close();
  terminal = undefined;
  await server.close();
});

/** The dashboard on a context whose user logs in by the shell script `script`. */
function openWithPlugin(script: string, interactiveMode: "Never" | "IfAvailable" | "Always"): Terminal {
  const opened = openTerminal({ env: { KUBECONFIG: "kubeconfig" } });
  const plugin = path.join(opened.home, "login.sh");
  writeFileSync(plugin, `#!/bin/sh\n${script}\n`);
  chmodSync(plugin, 0o755);
  const exec = { apiVersion: "client.authentication.k8s.io/v1", command: "./login.sh", interactiveMode };
  writeKubeconfig(opened, { exec });
  terminal = opened;
  return opened;
}

function writeKubeconfig({ home }: Terminal, user: object): void {
  const kubeconfig = {
    "current-context": "test",
    clusters: [
      {
        name: "fake",
        cluster: {
          server: server.url,
          "certificate-authority-data": Buffer.from(authority.cert).toString("base64"),
        },
      },
    ],
    users: [{ name: "me", user }],
    contexts: [{ name: "test", context: { cluster: "fake", user: "me" } }],
  };
  writeFileSync(path.join(home, "kubeconfig"), JSON.stringify(kubeconfig));
}

/** Whether the screen says so that one is not logged in, and `text`, wherever the lines end. */
const saying = (text: string) => (screen: readonly string[]) => {
  const words = screen.map((line) => line.trim()).join(" ");
  return words.includes("You are not logged in") && words.includes(text);
};

test("a plugin that takes its time is said by name, with what it says, and Esc gives it up", async () => {
  const screen = openWithPlugin("echo open https://login.example >&2; exec sleep 600", "Never");
  await screen.waitFor(/logging in +running login\.sh: open https:\/\/login\.example \d+ s/);
  screen.type("\u001b");

  await screen.waitFor("The login was cancelled");
  await screen.waitFor(/r: try again now/);
  expect(server.requests).toEqual([]);
});

test("a plugin that asks has the terminal for itself, and then the dashboard is back", async () => {
  const screen = openWithPlugin(
    `printf 'Password: ' >&2; read -r answer; [ "$answer" = secret ] && echo '${granted}'`,
    "Always",
  );
  await screen.waitFor("Password:");
  expect(screen.screenBuffer.buffer.active.type).toBe("normal");
  screen.type("secret\r");

  await screen.waitFor(/web-1[\s\S]*Running/);
  expect(screen.screenBuffer.buffer.active.type).toBe("alternate");
  expect(screen.screen().join("\n")).not.toContain("secret");
  screen.type("?");
  await screen.waitFor("Only unhealthy pods, or all again");
});

test("Ctrl-C while a plugin asks is for the plugin", async () => {
  const screen = openWithPlugin("printf 'Password: ' >&2; read -r answer", "Always");
  await screen.waitFor("Password:");
  screen.type("\u0003");

  await screen.waitFor(saying("login.sh was interrupted"));
  screen.type("q");
  expect(await screen.ended()).toBe(0);
});

test("a plugin that fails gets the terminal once for each time that a person asks", async () => {
  const screen = openWithPlugin("echo 'token expired: run corp-login' >&2; exit 3", "IfAvailable");
  const count = (sequence: string) => screen.output.split(sequence).length - 1;
  const returns = () => count("\u001b[?1049h") - 1;
  await screen.waitFor(() => returns() === 1);
  await screen.waitFor(saying("failed with exit code 3: what it said is on the terminal's other screen"));
  await screen.waitFor(saying("without a terminal it said: token expired: run corp-login"));
  expect(screen.output).toContain("token expired: run corp-login");

  screen.type("r");
  await screen.waitFor(() => returns() === 2);
  screen.type("q");
  await screen.ended();
  // Once for each lending, and once at the end.
  expect(count("\u001b[?1049l")).toBe(3);
});

test("a login that is refused is tried again when the kubeconfig has another one", async () => {
  server.settings.identities = { good: { user: "me", may: () => true } };
  const screen = openTerminal({ env: { KUBECONFIG: "kubeconfig" } });
  terminal = screen;
  writeKubeconfig(screen, { token: "old" });
  await screen.waitFor("The server does not accept your login");
  writeKubeconfig(screen, { token: "good" });

  await screen.waitFor(/web-1[\s\S]*Running/);
  expect(screen.output).not.toContain("good");
});
