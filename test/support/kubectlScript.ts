/** What somebody does with kubectl, and what must be the same on every cluster. */

export interface KubectlStep {
  /** Words apart by spaces; what has spaces in it stands in single quotes. */
  readonly command: string;
  readonly input?: string;
  /** What is said before the last line, and how often, is a matter of timing. */
  readonly endsOnly?: true;
}

/** A Deployment of the namespace `script`. */
export const manifest = (image: string, replicas = 2) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: main
        image: ${image}
        ports: [{containerPort: 80}]
        readinessProbe: {httpGet: {port: 80}}
        resources: {requests: {cpu: 10m, memory: 16Mi}}
        env: [{name: A, value: "1"}, {name: B, value: "2"}]
`;

const apply = "apply -f -";
const settled: KubectlStep = { command: "rollout status deploy/web --timeout=60s", endsOnly: true };
const image = "get deploy web -o jsonpath={.spec.template.spec.containers[*].image}{.status.updatedReplicas}";
const columns = "-o custom-columns=IMAGE:.spec.containers[*].image,PHASE:.status.phase";

/** From an empty namespace to an empty namespace. */
export const script: readonly KubectlStep[] = [
  { command: "get all" },
  { command: apply, input: manifest("registry.test/web:1") },
  settled,
  { command: apply, input: manifest("registry.test/web:1") },
  // What is there.
  { command: "get deploy" },
  { command: "get deploy -o wide" },
  { command: "get rs" },
  { command: "get pods" },
  { command: "get pods -l app=web --no-headers" },
  { command: "get pods -l app=nothing" },
  { command: "get pods --field-selector=status.phase=Running -o name" },
  { command: "get pods --field-selector=status.phase!=Running" },
  { command: "get pods -L app --sort-by=.metadata.name" },
  { command: "get pods --show-labels" },
  { command: `get pods ${columns}` },
  { command: "get pods -o jsonpath={.items[*].status.phase}" },
  { command: "get pods -o jsonpath={.items[0].spec.containers}" },
  { command: "get deploy web -o jsonpath={.spec}" },
  { command: "get deploy web -o jsonpath={.metadata.annotations}" },
  { command: "get deploy,rs -o name" },
  { command: "get all" },
  { command: "describe deploy web" },
  { command: "describe ns script" },
  { command: "get ns script --show-labels" },
  { command: "wait --for=condition=Available deploy/web --timeout=30s" },
  { command: "wait --for=jsonpath={.status.readyReplicas}=2 deploy/web --timeout=30s" },
  { command: "wait --for=condition=Ready pod -l app=web --timeout=30s" },
  // What is changed.
  { command: "diff -f -", input: manifest("registry.test/web:1") },
  { command: apply, input: manifest("registry.test/web:2", 3) },
  settled,
  { command: image },
  { command: "rollout history deploy/web" },
  { command: "rollout undo deploy/web" },
  settled,
  { command: image },
  { command: "rollout history deploy/web --revision=3" },
  { command: "set image deploy/web main=registry.test/web:3" },
  { command: "set env deploy/web A- C=3" },
  { command: "set resources deploy/web --limits=memory=64Mi" },
  { command: "rollout pause deploy/web" },
  { command: "rollout pause deploy/web" },
  { command: "rollout resume deploy/web" },
  { command: "rollout restart deploy/web" },
  settled,
  { command: "get deploy web -o jsonpath={.spec.template.spec.containers}" },
  { command: "scale deploy web --replicas=1" },
  { command: "scale deploy web --replicas=2 --current-replicas=7" },
  settled,
  { command: "get deploy web -o jsonpath={.spec.replicas}" },
  { command: "label deploy web tier=front" },
  { command: "label deploy web tier=back" },
  { command: "label deploy web tier=back --overwrite" },
  { command: "label deploy web tier-" },
  { command: "annotate deploy web note=one" },
  {
    command: `patch deploy web -p '{"spec":{"template":{"spec":{"containers":[{"name":"main","env":[{"name":"B","$patch":"delete"}]}]}}}}'`,
  },
  { command: `patch deploy web --type=merge -p '{"metadata":{"annotations":{"note":null}}}'` },
  { command: `patch deploy web --type=json -p '[{"op":"add","path":"/spec/revisionHistoryLimit","value":7}]'` },
  { command: `patch deploy web --type=json -p '[{"op":"remove","path":"/spec/nonsense"}]'` },
  { command: `patch deploy web --subresource=scale --type=merge -p '{"spec":{"replicas":-1}}'` },
  { command: "get deploy web -o jsonpath={.spec.template.spec.containers[0].env}" },
  { command: "get deploy web -o jsonpath={.metadata.labels}" },
  // What is refused.
  { command: "get pod nope" },
  { command: "get nonsense" },
  { command: "delete pod nope" },
  { command: "scale deploy nope --replicas=1" },
  { command: "get pods --field-selector=spec.nonsense=1" },
  { command: "get pods -l a=b=c" },
  { command: "create -f -", input: manifest("registry.test/web:1") },
  { command: apply, input: manifest("registry.test/web:1").replace("replicas:", "replica:") },
  { command: `${apply} --validate=warn`, input: manifest("registry.test/web:1").replace("env:", "envy:") },
  {
    command: apply,
    input: manifest("registry.test/web:1").replace("name: web", "name: other").replace("replicas: 2", "replicas: two"),
  },
  { command: apply, input: manifest("registry.test/web:1").replaceAll("app: web", "app: other") },
  {
    command: "create -f -",
    input: "{apiVersion: v1, kind: Pod, metadata: {name: A_b}, spec: {containers: [{name: a}]}}",
  },
  { command: "create -f -", input: "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {restartPolicy: Now}}" },
  {
    command: "create -f -",
    input:
      "{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {template: {spec: {containers: [{name: a, image: b}]}}}}",
  },
  { command: `patch deploy web --type=merge -p '{"metadata":{"resourceVersion":"1"}}'` },
  { command: `patch deploy web --type=merge -p '{"metadata":{"name":"other"}}'` },
  { command: "create ns script" },
  { command: "get --raw /nonsense" },
  { command: "get --raw /apis/apps/v1/nonsense" },
  // Who may.
  { command: "auth can-i list pods" },
  { command: "auth can-i list pods --as=bob" },
  { command: "auth can-i get /version --as=bob" },
  { command: "auth can-i --list --as=bob" },
  { command: "get pods --as=bob" },
  { command: "get nodes --as=bob" },
  { command: "delete pod nope --as=bob" },
  { command: "get --raw /metrics --as=bob" },
  { command: "create role reader --verb=get,list --resource=pods,pods/log" },
  { command: "create rolebinding reader --role=reader --user=bob --serviceaccount=script:robot" },
  { command: "get rolebinding reader -o wide" },
  { command: "describe role reader" },
  { command: "auth can-i list pods --as=bob" },
  { command: "auth can-i list pods --as=system:serviceaccount:script:robot" },
  { command: "auth can-i watch pods --as=bob" },
  { command: "get deploy --as=bob" },
  // Other kinds.
  { command: "create configmap settings --from-literal=a=1 --from-literal=b=2" },
  { command: "get configmap settings" },
  { command: "create secret generic key --from-literal=a=hi" },
  { command: "get secret key -o jsonpath={.type}{.data}" },
  { command: "expose deploy web --port=80" },
  { command: "get svc web -o jsonpath={.spec.ports}{.spec.selector}{.spec.type}" },
  {
    command:
      "create job once --image=registry.test/once:1 --dry-run=server -o jsonpath={.spec.template.spec.restartPolicy}",
  },
  { command: "get resourcequota,limitrange,statefulset,cronjob,hpa,pdb" },
  // What is taken away.
  { command: "delete configmap settings" },
  { command: "delete pod -l app=web --wait=false", endsOnly: true },
  settled,
  { command: "delete deploy web --cascade=foreground --timeout=60s" },
  { command: "wait --for=delete pod -l app=web --timeout=60s" },
  { command: "get deploy,rs,pods" },
  { command: "delete svc/web secret/key role/reader rolebinding/reader" },
  // The server itself.
  { command: "get --raw /healthz" },
  { command: "get --raw /livez" },
  { command: "version" },
  { command: "delete ns script --timeout=60s" },
  { command: "get ns script" },
];

/** A command line as a list of words. */
export function wordsOf(command: string): readonly string[] {
  return (command.match(/'[^']*'|[^\s]+/g) ?? []).map((word) => word.replaceAll(/^'|'$/g, ""));
}

/** What differs from one cluster to the next, whatever it runs: names that are made, times, addresses, the width of columns. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/\b(web-)[a-z0-9]{6,10}-[a-z0-9]{5}\b/g, "$1POD"],
  [/\b(web-)[a-z0-9]{8,10}\b/g, "$1HASH"],
  [/pod-template-hash([=:])\s*[a-z0-9]{6,10}/g, "pod-template-hash$1HASH"],
  [/"pod-template-hash":"[a-z0-9]+"/g, '"pod-template-hash":"HASH"'],
  [/zone-\d/g, "ZONE"],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "TIME"],
  [/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, "TIME"],
  [/\b\d+[smhd](\d+[smh])?\b/g, "AGE"],
  [/AGE \(x\d+ over AGE\)/g, "AGE"],
  // The real server quotes the patch as Go prints it.
  [/patch: Invalid value: ".*":(?= )/g, "patch: Invalid value: PATCH:"],
  [/\/tmp\/[\w./-]+/g, "FILE"],
  [/ +$/gm, ""],
  [/ {2,}/g, "  "],
  [/^-+$/gm, "-"],
];

/** What a step printed as lines that can be compared. */
export function comparable(text: string, { endsOnly }: KubectlStep): readonly string[] {
  const lines = replacements
    .reduce((changed, [pattern, by]) => changed.replaceAll(pattern, by), text)
    .trim()
    .split("\n");
  return endsOnly === true ? lines.slice(-1) : lines;
}
