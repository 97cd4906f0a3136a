/** Certificates, tokens and the kubeconfig of a test cluster. */
import { generateKeyPairSync } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { certificateAuthority, certificateFrom } from "../../src/demo/certificates.ts";

/** Fills `dir` with what an API server on `port` and its clients need; keys that are there already are kept. Returns the kubeconfig's path. */
export async function writeClusterFiles(dir: string, port: number): Promise<string> {
  const path = join(dir, "kubeconfig");
  if (!existsSync(join(dir, "ca.crt"))) await writeKeys(dir);
  await writeFile(path, kubeconfigOf(port));
  return path;
}

async function writeKeys(dir: string): Promise<void> {
  const authority = certificateAuthority("test-ca");
  const hosts = ["localhost", "kubernetes.default.svc", "127.0.0.1", "10.0.0.1"];
  const server = certificateFrom(authority, { commonName: "kube-apiserver", hosts });
  const admin = certificateFrom(authority, { commonName: "admin", organization: "system:masters" });
  const serviceAccounts = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const files = {
    "ca.crt": authority.cert,
    "server.crt": server.cert,
    "server.key": server.key,
    "admin.crt": admin.cert,
    "admin.key": admin.key,
    "sa.key": serviceAccounts.export({ type: "pkcs1", format: "pem" }),
    "tokens.csv": 'oncall-token,oncall,1001,"oncall"\nnobody-token,nobody,1002\n',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), content, { mode: 0o600 });
}

function kubeconfigOf(port: number): string {
  return `apiVersion: v1
kind: Config
current-context: admin
clusters:
- {name: lab, cluster: {server: "https://127.0.0.1:${port}", certificate-authority: ca.crt}}
- {name: gone, cluster: {server: "https://127.0.0.1:1", certificate-authority: ca.crt}}
users:
- {name: admin, user: {client-certificate: admin.crt, client-key: admin.key}}
- {name: oncall, user: {token: oncall-token}}
- {name: nobody, user: {token: nobody-token}}
- {name: intruder, user: {token: not-a-token}}
contexts:
- {name: admin, context: {cluster: lab, user: admin}}
- {name: oncall, context: {cluster: lab, user: oncall, namespace: shop}}
- {name: nobody, context: {cluster: lab, user: nobody}}
- {name: intruder, context: {cluster: lab, user: intruder}}
- {name: gone, context: {cluster: gone, user: admin}}
`;
}
