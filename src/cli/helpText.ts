import { type CommandName, type FlagGroup, flagsOf } from "./flags.ts";

const beginnings = {
  dashboard: `podscope shows the pods of a Kubernetes cluster, live, on the full screen.

Usage:
  podscope [flags]              open the dashboard; ? lists its keys
  podscope get [NAME…] [flags]  print the table once, as kubectl get pods does
  podscope triage [flags]       print which pods are unwell, and why
  podscope wait FILTER [flags]  wait until no pod, any or all match: a gate for deployments
  podscope replay FILE [flags]  play what podscope get --record or R has recorded
  podscope demo [flags]         look around in a demo cluster; no other is needed`,
  get: `podscope get prints pods as kubectl get pods does, and exits.

Usage:
  podscope get [NAME…] [flags]

Examples:
  podscope get -n shop -l app=web -o wide   those of one app, with IP and node
  podscope get -A -w                        all of them, then changes as they come
  podscope get -A --sort-by=.status.startTime
  podscope get -f pods.json                 from what kubectl get pods -A -o json has saved`,
  triage: `podscope triage prints which pods are unwell and why, those with the same cause together, and exits.

Usage:
  podscope triage [flags]

Examples:
  podscope triage -A                 the whole cluster, the worst first
  podscope triage -n shop -o json    one namespace, for programs
  podscope triage -f pods.json       from what kubectl get pods -A -o json has saved`,
  wait: `podscope wait waits until no pod, one, all or some number match a filter, and exits: a gate for deployments.

Usage:
  podscope wait FILTER --for none|any|all|N [flags]

The filter is that of the dashboard: words, !word, /regex/, ns=pay, health=broken, status=Crash*, label:app=web.

Examples:
  podscope wait 'health=unhealthy' -n pay --for none --stable 30s --timeout 10m
  podscope wait 'ns=pay health=broken' --for none --timeout 10m
  podscope wait 'ready=full' -n pay -l app=web --for all --timeout 5m
  podscope wait 'status=Running label:track=canary' -A --for 3

It counts only what the server is known to have now: a complete list, and a watch that is live. While the server is away it
goes on trying; a break begins the time of --stable anew. With --for all there must be a pod. A filter with ns= looks there, not
in the context's namespace. A file decides at once.

Exit codes:
  0  it is so
  1  not within the timeout; the pods in the way are printed, the worst first
  2  the command line is wrong
  3  the pods cannot be asked: refused, no login, no such namespace, no answer in time, a file not read`,
  replay: `podscope replay plays a recording on the dashboard: the pods, their health and how true the screen was, as it was then.
Space plays and holds, + and - change the speed, < and > step, :at 14:02 and :find health=broken go to a moment.

Usage:
  podscope replay FILE [flags]

Examples:
  podscope get -A --record incident.podscope.gz          record what is seen, until Ctrl-C (R in the dashboard)
  podscope replay incident.podscope.gz --speed 30        half an hour in a minute
  podscope replay incident.podscope.gz --find health=broken`,
  demo: `podscope demo starts a small Kubernetes control plane on this machine and opens the dashboard on it.
It needs no cluster, touches none, and is gone when it ends.

Usage:
  podscope demo [flags]          open the dashboard on a demo cluster
  podscope demo --serve [flags]  only serve it; kubectl works with it too

Contexts (c in the dashboard, or --context):
  demo          may do everything
  demo-oncall   may read one namespace
  demo-expired  a login that the server does not accept
  demo-down     a server that refuses connections
  demo-slow     a slow server behind a slow link
  demo-flaky    a server that cuts connections, forgets its history and asks to wait`,
} as const;

/** The help of a command: what it does, how it is called, and its flags. */
export function helpText(command: CommandName): string {
  const groups: readonly FlagGroup[] = flagsOf[command];
  const width = Math.max(...groups.flatMap(({ flags }) => flags.map((flag) => calledAs(flag).length))) + 2;
  const parts = groups.map(({ title, flags }) => {
    const lines = flags.map((flag) => `  ${calledAs(flag).padEnd(width)}${flag.about}`);
    return `${title}:\n${lines.join("\n")}`;
  });
  return `${[beginnings[command], ...parts].join("\n\n")}\n`;
}

function calledAs({ name, short, value }: FlagGroup["flags"][number]): string {
  return `${short === undefined ? "   " : `-${short},`} --${name}${value === undefined ? "" : ` ${value}`}`;
}
