/** One flag of the command line. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in the help; a flag without is on or off. */
  readonly value?: string;
  /** May be repeated; every value counts. */
  readonly many?: boolean;
  readonly about: string;
}

/** Flags under one heading of the help. */
export interface FlagGroup {
  readonly title: string;
  readonly flags: readonly Flag[];
}

const scope: FlagGroup = {
  title: "Which pods",
  flags: [
    { name: "namespace", short: "n", value: "NAME", about: "Those of this namespace (default: the context's)" },
    { name: "all-namespaces", short: "A", about: "Those of all namespaces" },
    {
      name: "selector",
      short: "l",
      value: "QUERY",
      about: "By labels: app=web, app!=web, 'app in (a,b)', app, '!app'",
    },
    { name: "field-selector", value: "QUERY", about: "By fields: spec.nodeName=n1,status.phase!=Running" },
  ],
};

const pods: FlagGroup = {
  title: scope.title,
  flags: [
    ...scope.flags,
    {
      name: "filename",
      short: "f",
      value: "FILE",
      about: "Those saved in a file (JSON or YAML, also .gz; - is stdin)",
    },
    { name: "now", value: "TIME", about: "Clock for a file's ages (RFC 3339; default: the file's newest time)" },
  ],
};

const access: FlagGroup = {
  title: "Which cluster, and as whom",
  flags: [
    { name: "context", value: "NAME", about: "Context of the kubeconfig to use" },
    { name: "cluster", value: "NAME", about: "Cluster of the kubeconfig to use" },
    { name: "user", value: "NAME", about: "User of the kubeconfig to use" },
    { name: "as", value: "USER", about: "Impersonate this user" },
    { name: "as-group", value: "GROUP", many: true, about: "Impersonate this group; may be repeated" },
    { name: "as-uid", value: "UID", about: "Impersonate this uid" },
    { name: "as-user-extra", value: "KEY=VALUE", many: true, about: "Impersonate with this extra; may be repeated" },
    { name: "insecure-skip-tls-verify", about: "Do not check the server's certificate" },
    { name: "request-timeout", value: "TIME", about: "Longest time for one request: 5, 5s, 2m (default 0: no limit)" },
  ],
};

const cluster: FlagGroup = {
  title: access.title,
  flags: [{ name: "kubeconfig", value: "FILE", about: "Path of the kubeconfig file" }, ...access.flags],
};

const demo: FlagGroup = {
  title: "The demo cluster",
  flags: [
    { name: "seed", value: "N", about: "Another course of events; the same number gives the same (default 1)" },
    { name: "speed", value: "X", about: "How many times faster than in real life things happen (default 1)" },
    { name: "pods", value: "N", about: "About how many pods there are; 100000 is fine (default 60)" },
    { name: "serve", about: "Only serve it, for kubectl and other clients, and say how to reach it" },
  ],
};

const printing: FlagGroup = {
  title: "How to print",
  flags: [
    { name: "output", short: "o", value: "wide|json|yaml|name", about: "More columns, whole objects, or names" },
    { name: "sort-by", value: "JSONPATH", about: "In the order of a field: .status.startTime" },
    { name: "label-columns", short: "L", value: "KEY,…", many: true, about: "These labels as columns" },
    { name: "show-labels", about: "All labels as the last column" },
    { name: "no-headers", about: "No header line" },
    { name: "watch", short: "w", about: "Then print changes as they come" },
    { name: "watch-only", about: "Print changes only, not what is there already" },
    { name: "output-watch-events", about: "Say of each change what it is: ADDED, MODIFIED, DELETED" },
  ],
};

const recording: FlagGroup = {
  title: "Recording",
  flags: [
    { name: "record", value: "FILE", about: "Record what is seen until Ctrl-C, for podscope replay" },
    { name: "for", value: "TIME", about: "End the recording after so long: 90s, 10m, 2h" },
  ],
};

const reporting: FlagGroup = {
  title: "How to print",
  flags: [{ name: "output", short: "o", value: "text|json", about: "For people (default), or for programs" }],
};

const waiting: FlagGroup = {
  title: "What to wait for",
  flags: [
    {
      name: "for",
      value: "none|any|all|N",
      about: "Until no pod, one, all of those above, or at least N match the filter",
    },
    { name: "timeout", value: "TIME", about: "Give up after so long: 90, 90s, 10m (default 30s)" },
    { name: "stable", value: "TIME", about: "Only what has held for so long without a break counts (default 0)" },
    { name: "output", short: "o", value: "text|json", about: "For people (default), or one object for programs" },
    { name: "quiet", short: "q", about: "Say nothing while waiting" },
  ],
};

const replaying: FlagGroup = {
  title: "How to play",
  flags: [
    { name: "speed", value: "X", about: "How many times faster than it happened: 1 to 600 (default 1)" },
    { name: "at", value: "TIME", about: "Begin at a time: 14:02, 14:02:11, +5m" },
    { name: "find", value: "FILTER", about: "Begin where a pod begins to pass a filter: health=broken" },
    { name: "hold", about: "Do not play before Space is pressed" },
  ],
};

const screen: FlagGroup = {
  title: "The screen",
  flags: [
    { name: "triage", about: "Begin with why pods are unhealthy; Esc goes to the table" },
    { name: "mouse", about: "Let the mouse click and scroll (the terminal's own selection is then off)" },
  ],
};

const changes: FlagGroup = {
  title: "Changing things",
  flags: [
    {
      name: "allow-writes",
      about: "Let keys delete, restart, exec and forward ports where it starts (default: read-only)",
    },
  ],
};

const other: FlagGroup = {
  title: "Other",
  flags: [
    { name: "debug", about: "Keep a log file, and show where an unexpected error comes from" },
    { name: "help", short: "h", about: "Show this help" },
    { name: "version", about: "Show the version" },
  ],
};

/** The flags of each command, in the order of the help. */
export const flagsOf = {
  dashboard: [pods, cluster, screen, changes, other],
  get: [pods, printing, recording, cluster, other],
  triage: [pods, reporting, cluster, other],
  wait: [waiting, pods, cluster, other],
  demo: [demo, scope, access, screen, changes, other],
  replay: [replaying, screen, other],
} as const satisfies Readonly<Record<string, readonly FlagGroup[]>>;

/** Those of `demo` that mean something without a dashboard. */
export const serveFlags: readonly FlagGroup[] = [demo, other];

export type CommandName = keyof typeof flagsOf;
