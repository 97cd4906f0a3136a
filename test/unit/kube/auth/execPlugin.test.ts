import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../../src/base/clock.ts";
import { certificateAuthority, certificateFrom } from "../../../../src/demo/certificates.ts";
import { credentialSourceOf } from "../../../../src/kube/auth/credentialSource.ts";
import type { Access, ExecConfig } from "../../../../src/kube/config/access.ts";
import { kubectlLinesOf } from "../../../../src/kube/config/configError.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { accessTo, pluginOf, RecordingDeps } from "../../../support/accessTo.ts";

const { signal } = new AbortController();
const v1 = "client.authentication.k8s.io/v1";
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "podscope-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** The script of a plugin that prints an ExecCredential with this status. */
function granting(status: unknown, before = ""): string {
  return `${before}; console.log(JSON.stringify({ kind: "ExecCredential", apiVersion: "${v1}", status: ${JSON.stringify(status)} }))`;
}

function sourceOf(exec: ExecConfig, parts: Partial<Access> = {}, deps = new RecordingDeps()) {
  return { deps, source: credentialSourceOf(accessTo({ kind: "exec", exec, certificate: undefined }, parts), deps) };
}

async function failureOf(exec: ExecConfig, deps = new RecordingDeps()): Promise<KubeError> {
  const error: unknown = await sourceOf(exec, {}, deps)
    .source.get(signal)
    .catch((reason) => reason);
  if (error instanceof KubeError) return error;
  throw new Error(`no KubeError: ${error}`);
}

describe("what a plugin grants", () => {
  test("a token is sent, and the screen knows what runs meanwhile", async () => {
    const { source, deps } = sourceOf(pluginOf(granting({ token: "abc" })));
    expect(await source.get(signal)).toEqual({ authorization: "Bearer abc", certificate: undefined });
    expect(deps.activities).toEqual(["running node", undefined]);
    expect(deps.notices).toEqual([]);
  });

  test("a certificate is used, unless the kubeconfig has one", async () => {
    const authority = certificateAuthority("test-ca");
    const granted = certificateFrom(authority, { commonName: "u" });
    const own = certificateFrom(authority, { commonName: "v", notAfter: new Date("2030-01-01") });
    const exec = pluginOf(granting({ clientCertificateData: granted.cert, clientKeyData: granted.key }));
    const { source } = sourceOf(exec);
    expect(await source.get(signal)).toEqual({ authorization: undefined, certificate: granted });
    const both = credentialSourceOf(accessTo({ kind: "exec", exec, certificate: own }), new RecordingDeps());
    expect((await both.get(signal)).certificate).toBe(own);
  });

  test("YAML is as good as JSON", async () => {
    const code = `console.log("apiVersion: ${v1}\\nkind: ExecCredential\\nstatus: {token: abc}")`;
    expect((await sourceOf(pluginOf(code)).source.get(signal)).authorization).toBe("Bearer abc");
  });

  test("stderr of a success is told once it is made safe, never shown raw", async () => {
    const code = granting({ token: "abc-secret" }, String.raw`console.error("\x1b[31mupdate me\nmy abc-secret")`);
    const { source, deps } = sourceOf(pluginOf(code));
    await source.get(signal);
    expect(deps.notices).toEqual([["update me", "my ***"]]);
  });
});

describe("what a plugin is told", () => {
  const echoing = granting({ token: "X" }).replace(
    '"X"',
    "Buffer.from(process.env.KUBERNETES_EXEC_INFO).toString('base64url')",
  );
  const infoFrom = async (exec: ExecConfig, parts: Partial<Access> = {}) => {
    const { authorization = "" } = await sourceOf(exec, parts).source.get(signal);
    return JSON.parse(Buffer.from(authorization.slice("Bearer ".length), "base64url").toString());
  };

  test("that it may not ask", async () => {
    expect(await infoFrom(pluginOf(echoing))).toEqual({
      kind: "ExecCredential",
      apiVersion: v1,
      spec: { interactive: false },
    });
  });

  test("the cluster, when it wants to know", async () => {
    const exec = pluginOf(echoing, { provideClusterInfo: true, clusterConfig: { audience: "a" } });
    const tls = { ca: "PEM", serverName: "api", insecure: true };
    expect(await infoFrom(exec, { tls, compression: false, proxy: "http://p" })).toMatchObject({
      spec: {
        interactive: false,
        cluster: {
          server: "https://10.0.0.1:6443",
          "tls-server-name": "api",
          "insecure-skip-tls-verify": true,
          "certificate-authority-data": "UEVN",
          "proxy-url": "http://p",
          "disable-compression": true,
          config: { audience: "a" },
        },
      },
    });
    expect((await infoFrom(pluginOf(echoing, { provideClusterInfo: true }))).spec.cluster).toEqual({
      server: "https://10.0.0.1:6443",
      config: null,
    });
  });

  test("its own variables over ours", async () => {
    const code = granting({ token: "X" }).replace('"X"', "process.env.A + process.env.PATH.length");
    const exec = pluginOf(code, { env: { A: "a", PATH: "12345" } });
    expect((await sourceOf(exec).source.get(signal)).authorization).toBe("Bearer a5");
  });

  test("nothing on stdin, so that one that reads it goes on", async () => {
    const code = `process.stdin.resume().on("end", () => { ${granting({ token: "abc" })} })`;
    expect((await sourceOf(pluginOf(code)).source.get(signal)).authorization).toBe("Bearer abc");
  });
});

describe("a plugin that cannot be run", () => {
  test("a bare name that PATH does not have is named, with the hint how to get it, made safe", async () => {
    const error = await failureOf(pluginOf("", { command: "nope-login", installHint: "Get it:\n\u001b[31mfrom us" }));
    expect(error).toMatchObject({ failure: "login", advice: "Get it: from us" });
    expect(kubectlLinesOf(error)).toEqual([
      "Unable to connect to the server: getting credentials: exec: executable nope-login not found",
    ]);
  });

  test("a bare name is found in our PATH, not in the folder that we run in", async () => {
    const file = path.join(dir, "my-login");
    writeFileSync(file, `#!${process.execPath}\n${granting({ token: "abc" })}\n`);
    chmodSync(file, 0o755);
    const deps = new RecordingDeps();
    const exec = pluginOf("", { command: "my-login", args: [] });
    expect((await failureOf(exec, deps)).message).toContain("my-login not found");
    const withPath = { ...deps.machine, env: { PATH: `relative:${dir}` } };
    const source = credentialSourceOf(
      accessTo({ kind: "exec", exec, certificate: undefined }),
      Object.assign(new RecordingDeps(), { machine: withPath }),
    );
    expect((await source.get(signal)).authorization).toBe("Bearer abc");
  });

  test("a path that is not there, and one that may not be run, are told apart", async () => {
    const file = path.join(dir, "login");
    expect((await failureOf(pluginOf("", { command: file }))).message).toBe(
      `getting credentials: exec: fork/exec ${file}: no such file or directory`,
    );
    writeFileSync(file, "");
    expect((await failureOf(pluginOf("", { command: file }))).message).toBe(
      `getting credentials: exec: fork/exec ${file}: permission denied`,
    );
  });
});

describe("a plugin that fails", () => {
  test("is quoted, with its exit code", async () => {
    const code = String.raw`console.error("\x1b[1mSession expired.\n\nRun: login"); process.exit(3)`;
    const error = await failureOf(pluginOf(code, { installHint: "See the wiki" }));
    expect(error.message).toBe(
      `getting credentials: exec: executable ${process.execPath} failed with exit code 3: Session expired. Run: login`,
    );
    expect(error).toMatchObject({ failure: "login", advice: "See the wiki" });
  });

  test("without a word is still an error with a sentence", async () => {
    expect((await failureOf(pluginOf("process.exit(1)"))).message).toMatch(/node failed with exit code 1$/);
    expect((await failureOf(pluginOf("process.kill(process.pid, 'SIGKILL')"))).message).toMatch(/exit code -1$/);
  });

  const answer = (fields: Record<string, unknown>) => `console.log(${JSON.stringify(JSON.stringify(fields))})`;
  const credential = { apiVersion: v1, kind: "ExecCredential" };
  const mismatch = `exec plugin is configured to use API version ${v1}, plugin`;
  test.each([
    [
      "text",
      'console.log("hello SECRET")',
      "decoding stdout: couldn't get version/kind: the output is not a JSON object",
    ],
    [
      "half an object",
      "console.log('{\"a\": SECRET')",
      "decoding stdout: couldn't get version/kind: the output is not a JSON object",
    ],
    ["nothing", "", `${mismatch} printed nothing`],
    ["no version", answer({ kind: "ExecCredential", status: { token: "SECRET" } }), `${mismatch} returned no version`],
    [
      "another version",
      answer({ ...credential, apiVersion: "client.authentication.k8s.io/v1beta1", status: { token: "SECRET" } }),
      `${mismatch} returned version client.authentication.k8s.io/v1beta1`,
    ],
    ["a strange version", answer({ ...credential, apiVersion: "SECRET" }), `${mismatch} returned another version`],
    ["another kind", answer({ ...credential, kind: "SECRET" }), "decoding stdout: the output is not an ExecCredential"],
    ["no status", answer(credential), "exec plugin didn't return a status field"],
    ["an empty status", answer({ ...credential, status: {} }), "exec plugin didn't return a token or cert/key pair"],
    [
      "a certificate without a key",
      answer({ ...credential, status: { clientCertificateData: "SECRET" } }),
      "exec plugin returned only certificate or key, not both",
    ],
    [
      "a key without a certificate",
      answer({ ...credential, status: { clientKeyData: "SECRET" } }),
      "exec plugin returned only certificate or key, not both",
    ],
    [
      "a certificate that is none",
      answer({ ...credential, status: { clientCertificateData: "SECRET", clientKeyData: "SECRET" } }),
      "failed parsing client key/certificate: tls: failed to find any PEM data in certificate input",
    ],
    [
      "a number for a token",
      answer({ ...credential, status: { token: 1234567 } }),
      "decoding stdout: token must be text",
    ],
    [
      "a time that is none",
      answer({ ...credential, status: { token: "SECRET", expirationTimestamp: "SECRET" } }),
      "decoding stdout: expirationTimestamp is not a time of RFC 3339",
    ],
    [
      "a token with a line break",
      answer({ ...credential, status: { token: "SECRET\nSECRET" } }),
      "the token from node has characters that cannot be sent, such as line breaks",
    ],
    [
      "a failure that prints its secrets",
      "console.log('SECRET'); console.error('token: SECRET', process.env.MY_TOKEN, process.argv.at(-1)); process.exit(1)",
      "failed with exit code 1: token: *** *** ***",
    ],
  ])("by printing %s has its own sentence, without a secret", async (_, code, message) => {
    const plugin = pluginOf(code, { env: { MY_TOKEN: "SECRET-of-env" } });
    const deps = new RecordingDeps();
    const error = await failureOf(
      { ...plugin, args: [...plugin.args, "--", "--token=SECRET-of-args", "--password", "SECRET-too"] },
      deps,
    );
    expect(error.message).toContain(message);
    expect([error.message, error.advice, error.stack, String(error.cause), ...deps.activities].join()).not.toContain(
      "SECRET",
    );
  });
});

describe("when a plugin runs", () => {
  const counting = (status: unknown) =>
    pluginOf(
      granting(status, `const fs = await import("node:fs"); fs.appendFileSync(${JSON.stringify(`${dir}/runs`)}, "x")`),
    );
  const runs = () => readFileSync(`${dir}/runs`, "utf8").length;

  test("once for all who ask at the same time", async () => {
    const { source } = sourceOf(counting({ token: "abc" }));
    await Promise.all(Array.from({ length: 8 }, () => source.get(signal)));
    await source.get(signal);
    expect(runs()).toBe(1);
  });

  test("again ten seconds before the grant ends", async () => {
    const { source, deps } = sourceOf(counting({ token: "abc", expirationTimestamp: "2026-01-05T10:01:00Z" }));
    await source.get(signal);
    deps.clock.jump(49_999);
    await source.get(signal);
    expect(runs()).toBe(1);
    deps.clock.jump(1);
    await source.get(signal);
    expect(runs()).toBe(2);
  });

  test("a grant that has ended already is used once", async () => {
    const { source } = sourceOf(counting({ token: "abc", expirationTimestamp: "2020-01-01T00:00:00+01:00" }));
    expect((await source.get(signal)).authorization).toBe("Bearer abc");
    expect(runs()).toBe(1);
    await source.get(signal);
    expect(runs()).toBe(2);
  });

  test("once more after a refusal, however many requests were refused, and then not for 30 s", async () => {
    const { source, deps } = sourceOf(counting({ token: "abc" }));
    const first = await source.get(signal);
    expect([source.refused(first), source.refused(first)]).toEqual([true, true]);
    const second = await source.get(signal);
    expect(source.refused(first)).toBe(true);
    expect(await source.get(signal)).toBe(second);
    expect(source.refused(second)).toBe(false);
    await source.get(signal);
    expect(runs()).toBe(2);
    await deps.clock.advance(30_000);
    expect(source.refused(second)).toBe(true);
    await source.get(signal);
    expect(runs()).toBe(3);
  });

  test("again after it failed", async () => {
    const code = `const fs = await import("node:fs"); const f = ${JSON.stringify(`${dir}/failed`)}; if (!fs.existsSync(f)) { fs.writeFileSync(f, ""); process.exit(1) } ${granting({ token: "abc" })}`;
    const { source } = sourceOf(pluginOf(code));
    await expect(source.get(signal)).rejects.toThrow("exit code 1");
    expect((await source.get(signal)).authorization).toBe("Bearer abc");
  });
});

describe("a plugin that hangs", () => {
  /** Plugin and child connect to `port` and stay until they are ended: their sockets close when they do. */
  const hanging = (port: number, child: string) => `
    const { connect } = await import("node:net");
    const { spawn } = await import("node:child_process");
    process.on("SIGTERM", () => {});
    connect(${port}, "127.0.0.1");
    spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" });`;
  const childOf = (port: number) =>
    `require("node:net").connect(${port}, "127.0.0.1"); console.error("waiting for you")`;

  async function started(
    use: (source: ReturnType<typeof sourceOf>["source"], deps: RecordingDeps) => Promise<unknown>,
  ) {
    const sockets: Promise<void>[] = [];
    let bothAreThere: () => void;
    const there = new Promise<void>((resolve) => {
      bothAreThere = resolve;
    });
    const server = createServer((socket: Socket) => {
      socket.on("error", () => {});
      sockets.push(new Promise((resolve) => socket.resume().on("close", () => resolve())));
      if (sockets.length === 2) bothAreThere();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const deps = new RecordingDeps();
    const { source } = sourceOf(pluginOf(hanging(port, childOf(port))), {}, deps);
    const spoke = new Promise<void>((resolve) => {
      deps.listener = (what) => {
        if (what?.endsWith("waiting for you")) resolve();
      };
    });
    const result = use(source, deps);
    result.catch(() => {});
    await Promise.all([there, spoke]);
    return { source, deps, result, gone: Promise.all(sockets), close: () => server.close() };
  }

  test("is ended after 60 s, and its last words were on the screen", async () => {
    const { deps, result, gone, close } = await started((source) => source.get(signal));
    expect(deps.activities.at(-1)).toBe("running node: waiting for you");
    await deps.clock.advance(60_000);
    await expect(result).rejects.toThrow(
      `getting credentials: exec: executable ${process.execPath} did not finish within 60 s`,
    );
    // SIGKILL follows for those who do not listen.
    await deps.clock.advance(150);
    await gone;
    expect(deps.activities.at(-1)).toBeUndefined();
    expect(deps.clock.sleeping).toBe(0);
    close();
  });

  test("is ended with its children when the last one who waits for it leaves", async () => {
    const leave = new AbortController();
    const { deps, result, gone, close } = await started((source) => source.get(leave.signal));
    leave.abort(new Error("Esc"));
    await expect(result).rejects.toThrow("Esc");
    await deps.clock.advance(150);
    await gone;
    close();
  });

  test("is ended with its children when the source is closed", async () => {
    const { source, deps, result, gone, close } = await started((source) => source.get(signal));
    source.close();
    await expect(result).rejects.toThrow("aborted");
    await deps.clock.advance(150);
    await gone;
    await expect(source.get(signal)).rejects.toThrow("aborted");
    close();
  });
});

describe("a plugin that asks people", () => {
  const tellingWhetherItMay = granting({ token: "X" }).replace(
    '"X"',
    "String(JSON.parse(process.env.KUBERNETES_EXEC_INFO).spec.interactive)",
  );
  const failingAlone = `if (!JSON.parse(process.env.KUBERNETES_EXEC_INFO).spec.interactive) process.exit(1); ${tellingWhetherItMay}`;

  test("fails without a terminal when it insists on one", async () => {
    const error = await failureOf(pluginOf(tellingWhetherItMay, { interactiveMode: "Always" }));
    expect(error.message).toBe(
      "getting credentials: exec plugin cannot support interactive mode: standard input is not a terminal",
    );
    expect(error.advice).toBe("Run `node` in a shell to log in first.");
  });

  test.each([
    ["Always", true, tellingWhetherItMay, "true", 1],
    ["Always", false, tellingWhetherItMay, "true", 1],
    ["IfAvailable", false, tellingWhetherItMay, "true", 1],
    ["IfAvailable", true, tellingWhetherItMay, "false", 0],
    ["IfAvailable", true, failingAlone, "true", 1],
    ["Never", false, tellingWhetherItMay, "false", 0],
  ] as const)("%s, when lending disturbs is %s: may ask %#", async (interactiveMode, disturbs, code, token, lent) => {
    const deps = new RecordingDeps();
    let times = 0;
    const lend = <T>(use: () => Promise<T>) => {
      times++;
      return use();
    };
    deps.terminal = { lend, disturbs };
    const { source } = sourceOf(pluginOf(code, { interactiveMode }), {}, deps);
    expect((await source.get(signal)).authorization).toBe(`Bearer ${token}`);
    expect(times).toBe(lent);
  });

  test.each([
    ["Always", true, "process.exit(3)", "failed with exit code 3: what it said is on the terminal's other screen"],
    ["IfAvailable", true, "process.exit(3)", "failed with exit code 3: what it said is on the terminal's other screen"],
    [
      "IfAvailable",
      true,
      "process.stderr.write('run: login'); process.exit(3)",
      "failed with exit code 3: what it said is on the terminal's other screen; without a terminal it said: run: login",
    ],
    ["Always", false, "process.exit(3)", "failed with exit code 3"],
    ["Always", true, "process.kill(process.pid, 'SIGINT')", "was interrupted"],
    ["Always", true, "process.exit(130)", "was interrupted"],
  ] as const)("%s, when lending disturbs is %s: %s %s", async (interactiveMode, disturbs, code, words) => {
    const deps = new RecordingDeps();
    deps.terminal = { lend: (use) => use(), disturbs };

    const { message } = await failureOf(pluginOf(code, { interactiveMode }), deps);
    expect(message).toBe(`getting credentials: exec: executable ${process.execPath} ${words}`);
  });
});

test("the real clock ends a plugin that does not listen to SIGTERM", async () => {
  const deps = Object.assign(new RecordingDeps(), { clock: systemClock });
  const leave = new AbortController();
  let pid = 0;
  deps.listener = (what) => {
    pid = Number(what?.split("pid ")[1] ?? pid);
    if (pid > 0) leave.abort(new Error("Esc"));
  };
  const code = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.error('pid ' + process.pid)";
  const access = accessTo({ kind: "exec", exec: pluginOf(code), certificate: undefined });
  await expect(credentialSourceOf(access, deps).get(leave.signal)).rejects.toThrow("Esc");
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
