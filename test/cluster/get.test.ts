import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { oddPods } from "../support/oddPods.ts";
import { type Finished, run } from "../support/processes.ts";

const program = fileURLToPath(new URL("../../dist/podscope.js", import.meta.url));

/**
 * Ages tick between two runs: they are not compared here, the golden tests do that. kubectl's own log lines about a
 * server that does not answer are left out.
 */
function withoutAges({ stdout, stderr, code }: Finished): Finished {
  return {
    stdout: stdout.replace(/\b\d+[smh](\d+[smh])?\b/g, "_").replace(/_ +/g, "_ "),
    stderr: stderr.replace(/^E\d{4} .*\n/gm, ""),
    code,
  };
}

describeOnCluster("podscope get", () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.kubectlOk(["-n", "shop", "run", "web", "--image=web:1", "--labels=app=web,app.kubernetes.io/name=w"]);
    await cluster.kubectlOk(["-n", "shop", "run", "worker-with-a-longer-name", "--image=worker:2"]);
    for (const namespace of ["shop-eu", "odd"]) await cluster.kubectlOk(["create", "namespace", namespace]);
    await cluster.kubectlOk(["-n", "shop-eu", "run", "web", "--image=web:1"]);
    await cluster.kubectlOk(["create", "-f", "-"], JSON.stringify(oddPods));
  });
  afterAll(() => cluster?.stop());

  const environment = () => ({ ...process.env, KUBECONFIG: cluster.kubeconfig, XDG_STATE_HOME: cluster.dir });
  const ours = (args: readonly string[], input?: string) =>
    run(process.execPath, [program, "get", ...args], {
      env: environment(),
      ...(input === undefined ? {} : { input }),
    });

  describe("prints what kubectl get pods prints", () => {
    test.each([
      ["-n", "shop"],
      ["-A"],
      ["-n", "shop", "-o", "wide"],
      ["-n", "shop", "--show-labels"],
      ["-n", "shop", "-L", "app,app.kubernetes.io/name"],
      ["-n", "odd", "-L", "app", "-L", "n,nope", "--no-headers"],
      ["-n", "shop", "--no-headers"],
      ["-n", "shop", "-o", "name"],
      ["-n=shop", "-o=wide", "-A=false"],
      ["-nodd", "-lapp=web", "-oname"],
      [],
    ])("%j %j %j %j %j %j", (...args) => compare(args));

    test.each([
      ["-n", "shop", "-l", "app=web"],
      ["-n", "shop", "-l", "app=none"],
      ["-A", "-l", "app=none"],
      ["-A", "--field-selector", "metadata.name=web"],
      ["-n", "odd", "-l", "app in (web, db),n,tier!=no", "--show-labels"],
      ["-n", "odd", "--field-selector", "spec.nodeName=n1,status.phase!=Running"],
      ["-n", "odd", "--field-selector", "spec.restartPolicy=Never", "-o", "name"],
      ["-n", "odd", "-l", "a==b==c"],
      ["-n", "odd", "-l", "a in (b"],
      ["-n", "odd", "-l", "a in (b,-c,d-)"],
      ["-n", "odd", "-l", "-x=y", "--field-selector", "a"],
      ["-n", "odd", "--field-selector", "a"],
      ["-n", "odd", "--field-selector", "foo=bar"],
      ["-n", "odd", "--field-selector", "metadata.name=a\\q"],
    ])("with selectors: %j %j %j %j %j %j", (...args) => compare(args));

    test.each([
      ["-n", "shop", "web"],
      ["-n", "shop", "web", "nosuch"],
      ["-n", "shop", "nosuch"],
      ["-n", "shop", "web", "web", "-o", "name"],
      ["-n", "shop", "nosuch", "-o", "json"],
      ["-n", "shop", "nosuch", "other", "-o", "json"],
      ["-n", "shop", "web", "nosuch", "-o", "yaml"],
      ["-n", "nowhere", "web"],
      ["-n", "nowhere", "web", "-o", "json"],
      ["-n", "shop", ""],
      ["-A", "web"],
      ["-n", "shop", "web", "-l", "app=web"],
    ])("with names: %j %j %j %j %j %j", (...args) => compare(args));

    test.each([
      ["-n", "shop", "-o", "json"],
      ["-n", "shop", "-o", "yaml"],
      ["-n", "shop", "web", "-o", "json"],
      ["-n", "odd", "-o", "json"],
      ["-n", "odd", "-o", "yaml"],
      ["-n", "odd", "odd-24", "odd-25", "-o", "yaml"],
      ["-n", "odd", "odd-26", "-o", "yaml"],
      ["-n", "nowhere", "-o", "json"],
      ["-n", "nowhere", "-o", "yaml"],
      ["-n", "nowhere", "-o", "name"],
      ["-n", "shop", "-o", "json", "--show-labels"],
    ])("as whole objects: %j %j %j %j %j %j", (...args) => compare(args));

    test.each([
      ["-n", "odd", "--sort-by=.metadata.name"],
      ["-n", "odd", "--sort-by=.metadata.annotations.sort", "-o", "name"],
      ["-n", "odd", "--sort-by", "{metadata.annotations['sort']}", "-o", "wide"],
      ["-A", "--sort-by=metadata.uid"],
      ["-n", "odd", "--sort-by=.metadata.uid", "-o", "json"],
      ["-n", "odd", "--sort-by=.metadata.uid", "-o", "yaml"],
      ["-n", "odd", "--sort-by=.nope", "-o", "name"],
      ["-n", "nowhere", "--sort-by=.nope"],
    ])("sorted: %j %j %j %j %j %j", (...args) => compare(args));

    test.each([
      ["--context", "nope"],
      ["--context", "gone"],
      ["--context", "nobody"],
      ["--context", "nobody", "-n", "shop", "web"],
      ["--context", "oncall"],
      ["--context", "oncall", "-A"],
      ["--context", "oncall", "-n", "odd", "odd-1", "odd-2"],
      ["--context", "intruder"],
      ["--as", "bob", "-n", "shop"],
      ["--as", "bob", "--as-user-extra", "a=b", "--as-group", "system:masters", "-n", "shop"],
      ["-n", "shop", "--request-timeout=1m"],
      ["-n", "shop", "--request-timeout=1x"],
      ["-n", "shop", "--output-watch-events"],
    ])("for: %j %j %j %j %j %j", (...args) => compare(args));

    async function compare(args: readonly (string | undefined)[]): Promise<void> {
      const given = args.filter((word) => word !== undefined);
      const expected = await cluster.kubectl(["get", "pods", ...given]);
      expect(withoutAges(await ours(given))).toEqual(withoutAges(expected));
    }
  });

  test("sorts quantities as kubectl sorts them, apart from equal ones", async () => {
    const args = ["-n", "odd", "--sort-by", ".spec.containers[0].resources.requests.memory", "-o", "json"];
    const amounts = async (finished: Promise<Finished>) =>
      (JSON.parse((await finished).stdout) as PodList).items.map(
        ({ spec }) => spec.containers[0]?.resources.requests.memory,
      );
    expect(await amounts(ours(args))).toEqual(await amounts(cluster.kubectl(["get", "pods", ...args])));
  });

  interface PodList {
    readonly items: readonly {
      readonly spec: {
        readonly containers: readonly { readonly resources: { readonly requests: { readonly memory: string } } }[];
      };
    }[];
  }

  describe("with -w prints what kubectl prints as things change", () => {
    test.each([
      [],
      ["--output-watch-events"],
      ["-o", "name"],
      ["-o", "wide", "-L", "app", "--no-headers", "--output-watch-events"],
      ["--show-labels", "--sort-by=.metadata.uid"],
      ["-o", "json"],
      ["-o", "json", "--output-watch-events"],
      ["-o", "yaml"],
      ["-o", "yaml", "--output-watch-events"],
      ["-l", "app=web", "--output-watch-events"],
    ])("%j %j %j %j %j %j", async (...args) => {
      const flags = ["-n", "shop", "-w", ...args.filter((word) => word !== undefined)];
      const both = [
        following(join(cluster.assets, "kubectl"), ["get", "pods", ...flags]),
        following(process.execPath, [program, "get", ...flags]),
      ];
      // What is there was printed: every change from here on comes through both watches.
      await Promise.all(both.map(({ until }) => until("web")));
      await shop("label", "pod", "web", "app=changed", "--overwrite");
      await shop("run", "a-very-long-name-of-a-pod-that-came", "--image=x", "--labels=app=web");
      await shop("label", "pod", "web", "app=web", "--overwrite");
      await shop("delete", "pod", "a-very-long-name-of-a-pod-that-came", "--grace-period=0", "--force");
      await shop("run", "the-last", "--image=x", "--labels=app=web");
      await Promise.all(both.map(({ until }) => until("the-last")));
      const [expected, actual] = await Promise.all(both.map(({ end }) => end("the-last")));
      await shop("delete", "pod", "the-last", "--grace-period=0", "--force");

      expect(actual).toEqual(expected);
    });

    test("goes on over a restart of the API server, and says so", async () => {
      const podscope = following(process.execPath, [program, "get", "-n", "shop", "-w", "-o", "name"]);
      await podscope.until("web");
      await cluster.killApiServer();
      await podscope.until("podscope: lost the watch", "stderr");
      await cluster.startApiServer();
      await podscope.until("podscope: following again", "stderr");
      await shop("run", "the-last", "--image=x");
      await podscope.until("the-last");
      const { stdout, code } = await podscope.end("the-last");
      await shop("delete", "pod", "the-last", "--grace-period=0", "--force");

      expect(stdout).toBe("pod/web\npod/worker-with-a-longer-name\npod/");
      expect(code).toBe(1);
    });

    const shop = (...args: readonly string[]) => cluster.kubectlOk(["-n", "shop", ...args]);

    /** A command that goes on printing until it is interrupted. */
    function following(command: string, args: readonly string[]) {
      const child = spawn(command, args, {
        env: { ...environment(), KUBECACHEDIR: join(cluster.dir, "kubectl-cache") },
      });
      const closed = once(child, "close");
      const printed = { stdout: "", stderr: "" };
      for (const name of ["stdout", "stderr"] as const) {
        child[name].on("data", (chunk) => {
          printed[name] += chunk;
        });
      }
      return {
        until: async (text: string, name: "stdout" | "stderr" = "stdout") => {
          while (!printed[name].includes(text))
            await Promise.race([once(child[name], "data"), closed.then(throwEnded)]);
        },
        /** Interrupts it, and returns what it printed before `text`. */
        end: async (text: string): Promise<Finished> => {
          child.kill("SIGINT");
          const [code] = await closed;
          const stdout = printed.stdout.slice(0, printed.stdout.indexOf(text));
          return withoutAges({ stdout, stderr: printed.stderr, code: Number(code) });
        },
      };
    }

    function throwEnded(): never {
      throw new Error("ended before it printed what was expected");
    }
  });

  describe("from a file that kubectl saved prints what it prints from the server", () => {
    const file = () => join(cluster.dir, "saved");

    test.each(["json", "yaml"])("%s: the table, selected, sorted, and the objects", async (format) => {
      await writeFile(file(), await cluster.kubectlOk(["get", "pods", "-A", "-o", format]));
      for (const args of [
        ["-A", "-o", "wide", "--show-labels"],
        ["-n", "odd", "-l", "app in (web)", "--field-selector", "spec.nodeName="],
        ["-n", "shop", "web", "-o", "json"],
        ["-A", "--sort-by", ".metadata.uid"],
        ["-A", "-o", format],
        ["-n", "nowhere"],
      ]) {
        const expected = await cluster.kubectl(["get", "pods", ...args]);
        expect(withoutAges(await ours(["-f", file(), ...args])), args.join(" ")).toEqual(withoutAges(expected));
      }
    });

    test("the namespace is a column when there is more than one, and ages go by the newest time", async () => {
      const saved = await cluster.kubectlOk(["get", "pods", "-A", "-o", "json"]);
      const { stdout } = await ours(["-f", "-"], saved);
      expect(stdout).toMatch(/^NAMESPACE +NAME/);
      const oneNamespace = await cluster.kubectlOk(["get", "pods", "-n", "shop", "-o", "json"]);
      expect((await ours(["-f", "-"], oneNamespace)).stdout).toMatch(/^NAME /);
      await writeFile(file(), gzipSync(saved));
      const later = await ours(["-f", file(), "-n", "shop", "web", "--now", "2126-01-01T00:00:00Z", "--no-headers"]);
      expect(later.stdout).toMatch(/ 99y\n$/);
    });
  });

  describe("leaves quietly", () => {
    test.each([
      ["-n odd -o yaml | head -n 1", "apiVersion: v1\n"],
      ["--help | head -n 1", "podscope get prints pods as kubectl get pods does, and exits.\n"],
    ])("when its reader does: %s", async (pipe, stdout) => {
      const ended = await run("sh", ["-c", `"$0" "$1" get ${pipe}`, process.execPath, program], { env: environment() });
      expect(ended.stdout).toMatch(stdout);
      expect(ended.stderr).toBe("");
    });

    test("with one line when the disk is full", async () => {
      const ended = await run("sh", ["-c", '"$0" "$1" get -n odd -o yaml > /dev/full', process.execPath, program], {
        env: environment(),
      });
      expect(ended.stderr).toMatch(/^podscope: cannot write: .*no space left.*\n$/);
      expect(ended.code).toBe(1);
    });
  });

  test("--debug writes requests and errors to a file that it names, and no secret", async () => {
    const { stderr, code } = await ours(["--context", "intruder", "--debug"]);
    expect(code).toBe(1);
    const [, path = ""] = /podscope: the log is in (.*)\n$/.exec(stderr) ?? [];
    const text = await readFile(path, "utf8");
    const records = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(records).toContainEqual(expect.objectContaining({ kind: "request", method: "GET", status: 401 }));
    expect(records).toContainEqual(expect.objectContaining({ kind: "error" }));
    expect(text).not.toContain("not-a-token");
  });
});
