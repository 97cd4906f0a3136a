import { type FlagGroup, flagsOf } from "./flags.ts";

const beginnings = {
  dashboard: `podscope shows the pods of a Kubernetes cluster, live, on the full screen.

Usage:
  podscope [flags]              open the dashboard; ? lists its keys
  podscope get [NAME…] [flags]  print the table once, as kubectl get pods does`,
  get: `podscope get prints pods as kubectl get pods does, and exits.

Usage:
  podscope get [NAME…] [flags]

Examples:
  podscope get -n shop -l app=web -o wide   those of one app, with IP and node
  podscope get -A -w                        all of them, then changes as they come
  podscope get -A --sort-by=.status.startTime
  podscope get -f pods.json                 from what kubectl get pods -A -o json has saved`,
} as const;

/** The help of a command: what it does, how it is called, and its flags. */
export function helpText(command: keyof typeof flagsOf): string {
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
