import { describe, expect, test } from "vitest";
import { ageMark } from "../../../src/resources/health/podHealth.ts";
import type { PodRow } from "../../../src/resources/podRow.ts";
import { podTable } from "../../../src/resources/podTable.ts";
import { podTerms } from "../../../src/resources/podTerms.ts";
import { filterOf } from "../../../src/table/filter.ts";
import { AnswerTime } from "../../../src/table/rowFilter.ts";
import { podRow, unhealthy } from "../../support/podRow.ts";

const now = Date.UTC(2026, 0, 5, 10, 0, 0);

/** True when the row passes; every part of the line must be understood. */
function passes(line: string, row: PodRow, at = now): boolean {
  const filter = filterOf(line, podTerms);
  expect(filter.problems).toEqual([]);
  return filter.over(podTable.columns)?.passes(row, at, new AnswerTime()) ?? true;
}

test.each<[string, Partial<PodRow>, boolean]>([
  ["status=Running", {}, true],
  ["status=running", {}, true],
  ["STATUS=Running", {}, true],
  ["status=Run", {}, false],
  ["status=Run*", {}, true],
  ["status=*Back*", { status: "CrashLoopBackOff" }, true],
  ["status=Init:*", { status: "Init:0/2" }, true],
  ["status=Init:0/2", { status: "Init:0/2" }, true],
  ["status:running", {}, true],
  ["status!=Running", {}, false],
  ["status!=Running", { status: "Error" }, true],
  ["!status=Running", { status: "Error" }, true],
  ['status=""', { status: "" }, true],
  ['status=""', {}, false],
  ['status="two words"', { status: "Two Words" }, true],
  ["status=a.b", { status: "aXb" }, false],
  ["status=(x)", { status: "(x)" }, true],
  ["node=worker-1*", { node: "worker-12" }, true],
  ["node=worker-1", { node: "worker-12" }, false],
  ["node=<none>", { node: "" }, true],
  ["node!=<none>", { node: "" }, false],
  ["node!=<none>", {}, true],
  ['node=""', { node: "" }, true],
  ["ip=<none>", { ip: "" }, true],
  ["ip=10.1.*", { ip: "10.1.2.3" }, true],
  ["ip=10.1.*", { ip: "10.11.2.3" }, false],
  ["ns=shop", {}, true],
  ["ns=sho*", { namespace: "other" }, false],
  ["name=web-*", {}, true],
  ["name!=web-*", {}, false],
])("%s of a pod with %j: %j", (line, change, expected) => {
  expect(passes(line, podRow(change))).toBe(expected);
});

const ofDeployment = { owner: "ReplicaSet/web-7f9c", labels: "app=web,pod-template-hash=7f9c" };

test.each<[string, Partial<PodRow>, boolean]>([
  ["owner=web", ofDeployment, true],
  ["owner=Deployment/web", ofDeployment, true],
  ["owner=deployment/WEB", ofDeployment, true],
  ["owner=deploy/web", ofDeployment, true],
  ["owner=Deployment/w*", ofDeployment, true],
  ["owner=*/web", ofDeployment, true],
  ["owner=shop/Deployment/web", ofDeployment, true],
  ["owner=bank/Deployment/web", ofDeployment, false],
  ["owner=sh*/deploy/web", ofDeployment, true],
  ["owner=rs/web-7f9c", ofDeployment, true],
  ["owner=web-7f9c", ofDeployment, true],
  ["owner=Deployment/we", ofDeployment, false],
  ["owner=Deployment/web-7f9c", ofDeployment, false],
  ["owner=StatefulSet/web", ofDeployment, false],
  ["owner!=Deployment/web", ofDeployment, false],
  ["owner!=deploy/api", ofDeployment, true],
  // Another Deployment whose name begins with this one's.
  ["owner=web", { owner: "ReplicaSet/web-api-7f9c", labels: "pod-template-hash=7f9c" }, false],
  // A ReplicaSet of its own, whatever its name looks like.
  ["owner=Deployment/web", { owner: "ReplicaSet/web-7f9c", labels: "app=web" }, false],
  ["owner=sts/db", { owner: "StatefulSet/db", labels: "controller-revision-hash=db-5d8" }, true],
  ["owner=ds/log", { owner: "DaemonSet/log" }, true],
  ["owner=job/backup-1", { owner: "Job/backup-1" }, true],
  ["owner=po/debug", { name: "debug", owner: "" }, true],
  ["owner=debug", { name: "debug-2", owner: "" }, false],
])("%s of a pod with %j: %j", (line, change, expected) => {
  expect(passes(line, podRow(change))).toBe(expected);
});

test.each<[string, Partial<PodRow>, boolean]>([
  ["ready=full", { readyContainers: 2, totalContainers: 2 }, true],
  ["ready=full", { readyContainers: 1, totalContainers: 2 }, false],
  ["ready!=full", { readyContainers: 1, totalContainers: 2 }, true],
  ["ready!=FULL", { readyContainers: 2, totalContainers: 2 }, false],
  ["ready=full", { readyContainers: 0, totalContainers: 0 }, true],
  ["ready=1/2", { readyContainers: 1, totalContainers: 2 }, true],
  ["ready=1/2", { readyContainers: 1, totalContainers: 3 }, false],
  ["ready!=1/2", { readyContainers: 1, totalContainers: 3 }, true],
  ["ready=0", { readyContainers: 0, totalContainers: 2 }, true],
  ["ready>0", { readyContainers: 0, totalContainers: 2 }, false],
  ["ready>=1", { readyContainers: 1, totalContainers: 2 }, true],
  ["ready<1", { readyContainers: 0, totalContainers: 2 }, true],
  ["ready<=1", { readyContainers: 2, totalContainers: 2 }, false],
  ["restarts=3", { restarts: 3 }, true],
  ["restarts!=3", { restarts: 3 }, false],
  ["restarts>3", { restarts: 3 }, false],
  ["restarts>3", { restarts: 10 }, true],
  ["restarts>=3", { restarts: 3 }, true],
  ["restarts<3", { restarts: 2 }, true],
  ["restarts<=3", { restarts: 4 }, false],
])("%s of a pod with %j: %j", (line, change, expected) => {
  expect(passes(line, podRow(change))).toBe(expected);
});

test.each<[string, string, boolean]>([
  ["label:app=web", "app=web", true],
  ["label=app=web", "app=web", true],
  ["label:app==web", "app=web", true],
  ["label:app=web", "app=web2", false],
  ["label:app=web", "my-app=web", false],
  ["label:app=web", "a=b,app=web,z=1", true],
  ["label:app=w*", "a=b,app=web,z=1", true],
  ["label:app=w*1", "app=web,z=1", false],
  ["label:app", "app=", true],
  ["label:app", "apple=1", false],
  ["label:app=", "app=,b=1", true],
  ["label:app=", "app=web", false],
  ["label:app.kubernetes.io/name=web", "app.kubernetes.io/name=web", true],
  ["label:app.kubernetes.io/name=web", "appXkubernetes.io/name=web", false],
  ["label:*/name=web", "app.kubernetes.io/name=web", true],
  ["label!=app=web", "app=web", false],
  ["label!=app=web", "", true],
  ["!label:app", "b=1", true],
  ["label:app=WEB", "app=web", true],
])("%s of a pod labelled %j: %j", (line, labels, expected) => {
  expect(passes(line, podRow({ labels }))).toBe(expected);
});

const oom = unhealthy("broken", `OOMKilled exit 137, ${ageMark} ago`, { since: now - 120_000 });

test.each<[string, Partial<PodRow>, boolean]>([
  ["health=broken", oom, true],
  ["health=BROKEN", oom, true],
  ["health=broken", {}, false],
  ["health!=broken", {}, true],
  ["health=unhealthy", oom, true],
  ["health=unhealthy", unhealthy("degraded", "not ready"), true],
  ["health=unhealthy", {}, false],
  ["health=unhealthy", { health: "done" }, false],
  ["health!=unhealthy", { health: "done" }, true],
  ["health=done", { health: "done" }, true],
  ["health=ok", { health: "done" }, false],
  ["why=*oom*", oom, true],
  ["why=oom", oom, false],
  ["why!=*oom*", oom, false],
  ["why=*2m*", oom, false],
  ["cause=*137*", oom, true],
  ["cause=*137*", {}, false],
  ['why=""', {}, true],
  ["oomkilled", oom, true],
  ["oomkilled", {}, false],
])("%s of a pod with %j: %j", (line, change, expected) => {
  expect(passes(line, podRow(change))).toBe(expected);
});

describe("age", () => {
  const aged = (ms: number) => podRow({ createdAt: now - ms });
  const hours = 3_600_000;

  test.each<[string, number, boolean]>([
    ["age<2h", 2 * hours - 1, true],
    ["age<2h", 2 * hours, false],
    ["age<=2h", 2 * hours, true],
    ["age<=2h", 2 * hours + 1, false],
    ["age>2h", 2 * hours, false],
    ["age>2h", 2 * hours + 1, true],
    ["age>=2h", 2 * hours, true],
    ["age>=2h", 2 * hours - 1, false],
    ["age<90s", 89_000, true],
    ["age<1h30m", 1.4 * hours, true],
    ["age<1h30m", 1.6 * hours, false],
    ["age>3d4h", 77 * hours, true],
    ["age>1W", 8 * 24 * hours, true],
    ["age<1y", 364 * 24 * hours, true],
    ["age<1s", -5_000, true],
  ])("%s of a pod that is %i ms old: %j", (line, ms, expected) => {
    expect(passes(line, aged(ms))).toBe(expected);
  });

  test.each(["age<2h", "age<=2h", "age>2h", "age>=2h"])("%s is neither for a pod of unknown age", (line) => {
    expect(passes(line, podRow({ createdAt: Number.NaN }))).toBe(false);
  });

  test.each(["age<2h", "age<=2h", "age>2h", "age>=2h"])("%s says until when its answer holds", (line) => {
    const filter = filterOf(line, podTerms).over(podTable.columns);
    for (const ms of [-5_000, 0, 1, hours, 2 * hours - 1, 2 * hours, 2 * hours + 1, 9 * hours]) {
      const answer = new AnswerTime();
      const before = filter?.passes(aged(ms), now, answer);
      const until = Math.min(answer.until, now + 20 * hours);
      expect(until).toBeGreaterThan(now);
      for (const at of [now, Math.floor((now + until) / 2), until - 1])
        expect(filter?.passes(aged(ms), at, answer)).toBe(before);
      if (answer.until < Number.POSITIVE_INFINITY) expect(until - now).toBeLessThanOrEqual(Math.max(1, 2 * hours - ms));
    }
  });
});

test.each([
  ["status>Running", "status takes = or !=, not >"],
  ["node<=x", "node takes = or !=, not <="],
  ["ns<x", "ns takes = or !=, not <"],
  ["label>=app", "label takes = or !=, not >="],
  ["ready>full", "ready takes = or !=, not >"],
  ["ready>1/2", "ready takes = or !=, not >"],
  ["ready=some", "ready takes full, a number such as 1, or both such as 1/2"],
  ["ready=1/", "ready takes full, a number such as 1, or both such as 1/2"],
  ["restarts>=many", "restarts takes a whole number such as 5"],
  ["restarts>=-1", "restarts takes a whole number such as 5"],
  ["restarts=1.5", "restarts takes a whole number such as 5"],
  ["age=2h", "age takes <, <=, > or >="],
  ["age!=2h", "age takes <, <=, > or >="],
  ["age:2h", "age takes <, <=, > or >="],
  ["age<2", "age takes a duration such as 30s, 5m, 2h or 3d4h"],
  ["age<h", "age takes a duration such as 30s, 5m, 2h or 3d4h"],
  ["age<soon", "age takes a duration such as 30s, 5m, 2h or 3d4h"],
  ["label:=web", "label takes a key, or a key and a value such as app=web"],
  ["status=", "a value is missing, as in status=Crash*"],
  ["age<", "a value is missing, as in age<2h"],
  ["label:", "a value is missing, as in label:app=web"],
  [
    "image=x",
    "there is no image; known are age, cause, health, ip, label, name, node, ns, owner, ready, restarts, status, why",
  ],
  ["owner>web", "owner takes = or !=, not >"],
  ["owner=a/b/c/d", "owner takes a name, a kind and a name, or namespace/kind/name"],
  ["owner=deploy/", "owner takes a name, a kind and a name, or namespace/kind/name"],
  ["health=ill", "health takes unhealthy, broken, flapping, slow, stuck, degraded, ok, done"],
  ["health>ok", "health takes = or !=, not >"],
])("%s is refused: %s", (line, reason) => {
  const { problems } = filterOf(line, podTerms);

  expect(problems).toEqual([{ start: 0, end: line.length, reason }]);
});

test("every example in the help can be used", () => {
  for (const { name, example } of podTerms) {
    expect(example.startsWith(name)).toBe(true);
    expect(filterOf(example, podTerms).problems).toEqual([]);
  }
});
