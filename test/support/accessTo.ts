import type { CredentialDeps } from "../../src/kube/auth/credentialSource.ts";
import type { Access, ExecConfig, Login } from "../../src/kube/config/access.ts";
import { FakeClock } from "./fakeClock.ts";
import { memoryMachine } from "./memoryMachine.ts";

/** Access to a cluster that nobody asks, with the parts that matter to a test. */
export function accessTo(login: Login, parts: Partial<Access> = {}): Access {
  return {
    context: "x",
    cluster: "c",
    user: "u",
    namespace: "default",
    server: "https://10.0.0.1:6443",
    tls: { ca: undefined, serverName: undefined, insecure: false },
    proxy: undefined,
    compression: true,
    login,
    impersonation: undefined,
    files: ["config"],
    warnings: [],
    ...parts,
  };
}

/** A plugin that is the script `code`, run by the Node.js that runs the tests. */
export function pluginOf(code: string, parts: Partial<ExecConfig> = {}): ExecConfig {
  return {
    apiVersion: "client.authentication.k8s.io/v1",
    command: process.execPath,
    args: ["--input-type=module", "-e", code],
    env: {},
    installHint: undefined,
    provideClusterInfo: false,
    interactiveMode: "Never",
    clusterConfig: undefined,
    ...parts,
  };
}

/** Dependencies that keep what they are told. */
export class RecordingDeps implements CredentialDeps {
  readonly clock = new FakeClock();
  readonly machine = memoryMachine({}, { PATH: process.env.PATH ?? "" });
  readonly activities: (string | undefined)[] = [];
  readonly notices: (readonly string[])[] = [];
  terminal: CredentialDeps["terminal"] = undefined;
  /** Called after each activity. */
  listener: (what: string | undefined) => void = () => {};

  onActivity(what: string | undefined): void {
    this.activities.push(what);
    this.listener(what);
  }

  onNotice(lines: readonly string[]): void {
    this.notices.push(lines);
  }
}
