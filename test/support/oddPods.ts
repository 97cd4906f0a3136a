/** Texts that YAML, JSON and terminals like to get wrong. */
const oddTexts: readonly string[] = [
  ...[
    "yes",
    "no",
    "on",
    "y",
    "null",
    "~",
    "true",
    "1",
    "0123",
    "0x1f",
    "1e3",
    "1:30",
    ".5",
    "0o17",
    "=",
    "<<",
    "1_000",
  ],
  ...["2026-01-02", "2026-11-24T08:08:06Z", "9223372036854775807", "1Gi", "", "'", "@at", "%p", "`t`", "|", "> x"],
  ...[
    "a\nb\n",
    "a\nb",
    "#!/bin/sh\nset -e\n  echo hi\n\n",
    "tab\there",
    "trailing ",
    "it's",
    '"q"',
    "- a",
    "a: b",
    "#c",
    "a #b",
  ],
  ...["é日本", "😀 emoji", "\u001b[31mred", "<b>&amp;</b>", "\\n", '{"a":1}', "k: |\n  v"],
  ...["x".repeat(200), `${"word ".repeat(60)}end`, `# ${"word ".repeat(60)}end`],
];

const cpus = ["100m", "1", "0.5", "2k"];
const memories = ["1Gi", "999Mi", "1e3", "5"];

/** As many pods as there are odd texts, in namespace `odd`; every text is somewhere. Annotation `sort` has no value twice. */
export const oddPods: object = {
  apiVersion: "v1",
  kind: "List",
  items: oddTexts.map((text, index) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: `odd-${index}`,
      namespace: "odd",
      labels: { app: index % 3 === 0 ? "web" : "db", n: String((index * 37) % 11), "app-x": "1", tier: "yes" },
      annotations: { text, sort: String((index * 7919) % 1000), [`${"long.".repeat(30)}example.com/key`]: text },
    },
    spec: {
      ...(index % 3 === 0 ? {} : { nodeName: `n${index % 3}` }),
      terminationGracePeriodSeconds: [30, 0, 60][index % 3],
      restartPolicy: ["Always", "Never", "OnFailure"][index % 3],
      containers: [
        {
          name: "c",
          image: "i:1",
          args: [text],
          env: [{ name: "TEXT", value: text }],
          resources: { requests: { cpu: cpus[index % 4], memory: memories[index % 4] } },
        },
      ],
    },
  })),
};
