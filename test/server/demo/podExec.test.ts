import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { clientNodeConfig, runIn, type StreamStage, startStreamStage } from "../../support/streamStage.ts";

let stage: StreamStage;

beforeEach(async () => {
  stage = await startStreamStage();
});
afterEach(() => stage.close());

const run = (pod: string, command: readonly string[], options: Parameters<typeof runIn>[3] = {}) =>
  runIn(clientNodeConfig(stage), pod, command, options);

test.each([
  { command: ["cat", "/etc/hostname"], stdout: "web-1\n" },
  { command: ["ls", "/etc"], stdout: "hostname\nhosts\nos-release\npasswd\nresolv.conf\n" },
  {
    command: ["sh", "-c", "cd /etc && pwd; echo $COLOUR '$COLOUR' \"$HOSTNAME\""],
    stdout: "/etc\ngreen $COLOUR web-1\n",
  },
  { command: ["sh", "-c", "false || echo $?; echo lost >/dev/null; command -v bash"], stdout: "1\n/bin/bash\n" },
  { command: ["/bin/echo", "-n", "a b", "$HOME"], stdout: "a b $HOME" },
  { command: ["date"], stdout: "Mon, 05 Jan 2026" },
])("$command says $stdout", async ({ command, stdout }) => {
  const typist = await run("web-1", command);
  expect(await typist.status).toEqual({ metadata: {}, status: "Success" });
  expect(typist.stdout().slice(0, stdout.length)).toBe(stdout);
});

test("what comes from a Secret is not in the environment", async () => {
  const typist = await run("web-1", ["env"]);
  await typist.status;
  expect(typist.stdout()).toContain("COLOUR=green\n");
  expect(typist.stdout()).not.toContain("SECRET");
});

test("a command that fails says so as the kubelet does, with its code and its words apart", async () => {
  const typist = await run("web-1", ["sh", "-c", "echo no >&2; exit 3"]);
  expect(await typist.status).toEqual({
    metadata: {},
    status: "Failure",
    message:
      "command terminated with non-zero exit code: error executing command [sh -c echo no >&2; exit 3], exit code 3",
    reason: "NonZeroExitCode",
    details: { causes: [{ reason: "ExitCode", message: "3" }] },
  });
  expect(typist.stderr()).toBe("no\n");
});

test.each([
  { pod: "bare-1", command: ["sh"], why: 'exec: "sh": executable file not found in $PATH' },
  { pod: "web-1", command: ["vim"], why: 'exec: "vim": executable file not found in $PATH' },
  { pod: "web-1", command: ["/bin/vim"], why: "stat /bin/vim: no such file or directory" },
])("$command in $pod cannot start", async ({ pod, command, why }) => {
  const typist = await run(pod, command);
  const status = await typist.status;
  expect(status).toMatchObject({ status: "Failure", reason: "InternalError", code: 500 });
  expect(status.message).toMatch(
    /^Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "[0-9a-f]{64}": OCI runtime exec failed/,
  );
  expect(status.message).toContain(why);
});

test("a shell at a terminal echoes, corrects, asks again and leaves with its last code", async () => {
  const shell = await run("web-1", ["sh", "-c", "command -v bash >/dev/null && exec bash || exec sh"], {
    isTerminal: true,
  });
  await shell.until("root@web-1:/# ");
  shell.type("ecko\u007f\u007fho hi\r");
  expect(await shell.until("hi\r\nroot@web-1:/# ")).toContain("ecko\b \b\b \bho hi\r\nhi\r\n");
  shell.type("cat /nowhere\r");
  await shell.until("cat: can't open '/nowhere': No such file or directory\r\n");
  shell.type("\u0004");
  expect(await shell.status).toMatchObject({ reason: "NonZeroExitCode", details: { causes: [{ message: "1" }] } });
  await shell.closed;
});

test("a terminal is as large as its client's, from the start and after each change", async () => {
  const shell = await run("web-1", ["sh"], { isTerminal: true });
  await shell.until("/ # ");
  shell.type("stty size\r");
  await shell.until("30 100\r\n");
  shell.resize(72, 20);
  shell.type("stty size\r");
  await shell.until("20 72\r\n");
  shell.type("exit\r");
  expect(await shell.status).toMatchObject({ status: "Success" });
});

test("Ctrl-C ends what runs, and the shell stays", async () => {
  const shell = await run("web-1", ["sh"], { isTerminal: true });
  await shell.until("/ # ");
  shell.type("sleep 1000\r");
  await shell.until("sleep 1000\r\n");
  shell.type("\u0003");
  await shell.until("^C\r\n/ # ");
  shell.type("echo $?\r");
  await shell.until("130\r\n");
});

test("a script that is piped in is neither echoed nor prompted for, and the end of input ends it", async () => {
  const shell = await run("web-1", ["sh"]);
  shell.type("echo one\nfalse\n");
  shell.finish();
  expect(await shell.status).toMatchObject({ details: { causes: [{ message: "1" }] } });
  expect(shell.stdout()).toBe("one\n");
});

test("kill 1 ends the container with 137, every shell in it too, and the pod restarts", async () => {
  const other = await run("web-1", ["sh"], { isTerminal: true });
  await other.until("/ # ");
  const killer = await run("web-1", ["sh", "-c", "kill 1; sleep 100"]);
  expect(await killer.status).toMatchObject({ details: { causes: [{ message: "137" }] } });
  expect(await other.status).toMatchObject({ details: { causes: [{ message: "137" }] } });
  expect(stage.pod("web-1")?.status.containerStatuses?.[0]?.state.terminated).toMatchObject({
    exitCode: 137,
    reason: "Error",
  });
  stage.wait(30);
  expect(stage.pod("web-1")?.status.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
});

test("a container that does not run has nothing to run commands in", async () => {
  const typist = await run("done-1", ["sh"]);
  expect(await typist.status).toMatchObject({
    message: 'Internal error occurred: unable to upgrade connection: container not found ("done")',
  });
});

const asked = (pod: string, query: string) => `/api/v1/namespaces/shop/pods/${pod}/exec?${query}`;

test.each([
  {
    why: "no such pod",
    path: asked("nope", "command=sh&stdout=true"),
    token: "admin-token",
    code: 404,
    message: 'pods "nope" not found',
  },
  {
    why: "several containers",
    path: asked("two-1", "command=sh&stdout=true"),
    token: "admin-token",
    code: 400,
    message: "a container name must be specified for pod two-1, choose one of: [a b]",
  },
  {
    why: "another container",
    path: asked("two-1", "command=sh&stdout=true&container=c"),
    token: "admin-token",
    code: 400,
    message: "container c is not valid for pod two-1",
  },
  {
    why: "whoever may only get",
    path: asked("web-1", "command=sh&stdout=true"),
    token: "reader-token",
    code: 403,
    message:
      'pods "web-1" is forbidden: User "reader" cannot create resource "pods/exec" in API group "" in the namespace "shop"',
  },
  {
    why: "no stream",
    path: asked("web-1", "command=sh"),
    token: "admin-token",
    code: 400,
    message: "you must specify at least 1 of stdin, stdout, stderr",
  },
])("refuses before the upgrade: $why", async ({ path, token, code, message }) => {
  const headers = { authorization: `Bearer ${token}` };
  const socket = new WebSocket(stage.listener.url.replace("http", "ws") + path, ["v5.channel.k8s.io"], { headers });
  const answer = await new Promise<{ code: number | undefined; body: string }>((resolve) => {
    socket.on("unexpected-response", (_, response) => {
      response.setEncoding("utf8");
      let body = "";
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ code: response.statusCode, body }));
    });
  });
  expect(answer.code).toBe(code);
  expect(JSON.parse(answer.body)).toMatchObject({ kind: "Status", message, code });
});

test("a plain request is told that it takes an upgrade", async () => {
  const headers = { authorization: "Bearer admin-token" };
  const response = await fetch(stage.listener.url + asked("web-1", "command=sh&stdout=true"), { headers });
  expect(await response.json()).toMatchObject({ code: 400, message: "Upgrade request required" });
});
