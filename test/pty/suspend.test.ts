import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeApiServer, startFakeApiServer } from "../support/fakeApiServer.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

let server: FakeApiServer;
let terminal: Terminal | undefined;

beforeEach(async () => {
  server = await startFakeApiServer();
  putPod("web-1");
});

afterEach(async () => {
  await terminal?.close();
  terminal = undefined;
  await server.close();
});

function putPod(name: string): void {
  server.pods.put({ metadata: { namespace: "shop", name }, status: { phase: "Running" } });
}

function open(inShell: boolean): Terminal {
  const opened = openTerminal({ args: ["-n", "shop"], env: { KUBECONFIG: "kubeconfig" }, inShell });
  terminal = opened;
  const kubeconfig = {
    "current-context": "test",
    clusters: [{ name: "fake", cluster: { server: server.url } }],
    users: [{ name: "me", user: {} }],
    contexts: [{ name: "test", context: { cluster: "fake", user: "me" } }],
  };
  writeFileSync(path.join(opened.home, "kubeconfig"), JSON.stringify(kubeconfig));
  return opened;
}

const alone = "echo pid $$; exec ./podscope";
/** As npm does, another process of the same job waits for its end. */
const waitedFor = "./podscope; :";

/** The dashboard as the job of a shell, and the id of its process. */
async function openJob(script = alone): Promise<{ screen: Terminal; pid: number }> {
  const screen = open(true);
  await screen.waitFor("shell>");
  screen.type(`sh -c '${script}'\r`);
  await screen.waitFor(/live[\s\S]*web-1/);
  return { screen, pid: Number(/pid (\d+)/.exec(screen.output)?.[1]) };
}

const isNormal = ({ screenBuffer }: Terminal) => screenBuffer.buffer.active.type === "normal";

async function expectDashboard(screen: Terminal): Promise<void> {
  const isDrawn = (lines: readonly string[]) =>
    /test · shop .*live/.test(lines[0] ?? "") && !lines.join().includes("shell>");
  await screen.waitFor((lines) => !isNormal(screen) && isDrawn(lines));
  screen.type("?");
  await screen.waitFor("Only unhealthy pods, or all again");
}

test.each([
  { how: "Z", script: alone, stop: (screen: Terminal) => screen.type("Z") },
  { how: "Z in a job of several", script: waitedFor, stop: (screen: Terminal) => screen.type("Z") },
  { how: "SIGTSTP", script: alone, stop: (_: Terminal, pid: number) => process.kill(pid, "SIGTSTP") },
])(
  "$how gives the terminal back to the shell, and fg brings the dashboard back in the new size",
  async ({ script, stop }) => {
    const { screen, pid } = await openJob(script);
    stop(screen, pid);
    await screen.waitFor(() => isNormal(screen) && /shell> $/.test(screen.output));
    screen.type("echo cooked again\r");
    await screen.waitFor(/^cooked again$/m);

    putPod("web-2");
    screen.resize(90, 20);
    screen.type("fg\r");
    await screen.waitFor((lines) => lines[0]?.length === 90 && lines.slice(-2).join().includes("Running 2"));
    await expectDashboard(screen);
    screen.type("qq");
    await screen.waitFor(() => isNormal(screen));
  },
);

test("is drawn again, and hears keys, when it goes on after a stop that it could not prepare for", async () => {
  const { screen, pid } = await openJob();
  process.kill(pid, "SIGSTOP");
  await screen.waitFor("shell>");
  screen.type("stty sane\n");
  screen.type("fg\n");

  await expectDashboard(screen);
});

test("a suspended dashboard that is ended does not come back", async () => {
  const { screen, pid } = await openJob();
  screen.type("Z");
  await screen.waitFor(() => isNormal(screen) && /shell> $/.test(screen.output));
  const before = screen.output.length;
  process.kill(pid, "SIGTERM");
  screen.type("fg\r");
  await screen.waitFor(() => /shell> $/.test(screen.output.slice(before)));
  screen.type("echo code $?\r");

  await screen.waitFor("code 143");
  expect(screen.output.slice(before)).not.toContain("\u001b[?1049h");
});

test("goes on at once where no shell could bring it back", async () => {
  const screen = open(false);
  await screen.waitFor(/live[\s\S]*web-1/);
  screen.type("Z");

  await screen.waitFor(() => screen.output.split("\u001b[?1049h").length === 3);
  await expectDashboard(screen);
});
