import { Random } from "../../random.ts";
import { days, hours, minutes, seconds } from "../span.ts";
import type { App } from "./app.ts";
import { type DeploymentPast, type RevisionPast, surge } from "./deploymentPast.ts";
import { crashLoop, restarted, well } from "./pasts.ts";
import type { Place } from "./place.ts";
import type { ContainerPast, PodPast } from "./podPast.ts";
import { past, service } from "./workloads.ts";

/** `count` pods more, in namespaces of other teams: many small ones and few large ones, about one pod in a hundred unwell. */
export function crowd(count: number, seed: number): readonly Place[] {
  const random = new Random(seed, "crowd");
  const teams = teamNames(Math.min(teamWords.length * 2, Math.ceil(Math.sqrt(count) / 5)));
  const weights = teams.map((_, at) => 1 / (at + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = count;
  return teams.map((namespace, at) => {
    const share = at === teams.length - 1 ? left : Math.min(left, Math.round((count * (weights[at] ?? 0)) / total));
    left -= share;
    return { namespace, ageMs: days(random.between(5, 400)), deployments: deploymentsOf(namespace, share, random) };
  });
}

/** The larger the place, the larger what runs in it. */
function deploymentsOf(namespace: string, count: number, random: Random): readonly DeploymentPast[] {
  const usual = Math.max(3, Math.sqrt(count) / 2);
  const deployments: DeploymentPast[] = [];
  for (let left = count; left > 0; ) {
    const wanted = Math.min(left, Math.max(1, Math.round(usual * random.between(0.2, 1.8))));
    const made = deploymentOf(serviceName(deployments.length), namespace, wanted, random);
    const pods = made.revisions.reduce((sum, revision) => sum + revision.pods.length, 0);
    deployments.push(made);
    left -= pods;
  }
  return deployments;
}

/** With exactly `count` pods. */
function deploymentOf(name: string, namespace: string, count: number, random: Random): DeploymentPast {
  const app = service(namespace, name, { cpu: 25 * Math.ceil(random.between(0, 4)), memory: 64 });
  const ageMs = days(random.between(3, 300));
  const newestMs = ageMs * random.between(0.01, 0.9);
  const minor = Math.floor(random.between(1, 30));
  const before = past({ [`v1.${minor - 1}.0`]: ageMs });
  const fate = random.next();
  const stuck = fate < stuckShare ? stuckRollout(app, count, minor, random) : undefined;
  if (stuck !== undefined) return { app, ageMs, ...stuck };
  const pods = [...well(count, newestMs, random)];
  if (fate > 1 - restartedShare) pods[0] = onceRestarted(name, newestMs, random);
  return { app, replicas: count, ageMs, revisions: [...before, { version: `v1.${minor}.0`, ageMs: newestMs, pods }] };
}

/** Of the Deployments: in a stuck rollout less than half of the pods are new ones. */
const stuckShare = 0.025;
const restartedShare = 0.2;

/** The new pods do not come up, so the old ones stay. Undefined when so few pods make no rollout. */
function stuckRollout(
  app: App,
  count: number,
  minor: number,
  random: Random,
): Pick<DeploymentPast, "replicas" | "revisions"> | undefined {
  const replicas = replicasOf(count);
  if (replicas === undefined) return undefined;
  const old = replicas - Math.floor(replicas / 4);
  const version = `v1.${minor}.0`;
  const ageMs = hours(random.between(1, 30));
  const fails = random.pick([pullFails, crashes]);
  const pods = Array.from({ length: count - old }, () => fails(app, version, ageMs, random));
  const revisions: readonly RevisionPast[] = [
    { version: `v1.${minor - 1}.0`, ageMs: days(3), pods: well(old, days(3), random) },
    { version, ageMs, pods },
  ];
  return { replicas, revisions };
}

/** How many are wanted when a stuck rollout of them has `count` pods: all that are needed and all that are allowed more. */
function replicasOf(count: number): number | undefined {
  for (let replicas = 2; replicas + surge(replicas) <= count; replicas++) {
    if (replicas + surge(replicas) === count) return replicas;
  }
  return undefined;
}

function pullFails(app: App, version: string, ageMs: number, random: Random): PodPast {
  const image = `registry.demo/${app.namespace}/${app.name}:${version}`;
  const waiting = { reason: "ImagePullBackOff", message: `Back-off pulling image "${image}"` };
  return broken(app, ageMs - random.between(0, minutes(3)), { waiting }, "Pending");
}

function crashes(app: App, _version: string, ageMs: number, random: Random): PodPast {
  const last = { agoMs: seconds(random.between(5, 290)), ranMs: seconds(4), exitCode: 1, reason: "Error" };
  return broken(app, ageMs, crashLoop(Math.floor(ageMs / minutes(5.1)), last), "Running");
}

function broken({ name }: App, ageMs: number, container: ContainerPast, phase: "Pending" | "Running"): PodPast {
  return { ageMs, phase, containers: { [name]: container } };
}

function onceRestarted(name: string, ageMs: number, random: Random): PodPast {
  const agoMs = ageMs * random.between(0.1, 0.8);
  const last = { agoMs, ranMs: ageMs - agoMs - minutes(1), exitCode: 1, reason: "Error" };
  return restarted(ageMs, name, 1 + Math.floor(random.between(0, 2)), last);
}

function serviceName(at: number): string {
  const index = at % serviceWords.length;
  const word = serviceWords[index] ?? "";
  const round = Math.floor(at / serviceWords.length);
  const role = roleWords[(index + round) % roleWords.length] ?? "";
  return round < roleWords.length ? `${word}-${role}` : `${word}-${role}-${Math.floor(round / roleWords.length) + 1}`;
}

function teamNames(count: number): readonly string[] {
  return Array.from({ length: Math.max(1, count) }, (_, at) => {
    const word = teamWords[at % teamWords.length] ?? "";
    return at < teamWords.length ? word : `${word}-staging`;
  });
}

const teamWords =
  "orders catalog-feeds delivery accounts identity pricing promotions returns warehouse fleet support partners messaging media reviews wishlist loyalty tax invoices fraud-lab data-platform ml-serving experiments geo mobile-gateway web-edge notifications scheduling compliance archive analytics billing".split(
    " ",
  );
const serviceWords =
  "order quote route parcel label stock price offer coupon basket profile session consent token invoice refund ticket chat mail push review rating image video feed index query rank event metric export import ledger budget forecast batch stream sync audit".split(
    " ",
  );
const roleWords = ["api", "worker", "consumer", "cache", "gateway"];
