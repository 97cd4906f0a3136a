/** How to reach a server in a test: an Access with nothing but what the test says. */
import type { CredentialSource, Credentials } from "../../src/kube/auth/credentials.ts";
import type { Access } from "../../src/kube/config/access.ts";

export function accessOf(server: string, part: Partial<Access> = {}): Access {
  return {
    context: "test",
    cluster: "test",
    user: "tester",
    namespace: "default",
    server,
    tls: { ca: undefined, serverName: undefined, insecure: false },
    proxy: undefined,
    compression: true,
    login: { kind: "none", certificate: undefined },
    impersonation: undefined,
    files: [],
    warnings: [],
    ...part,
  };
}

/** Gives one credential after the other, the next after each refusal; the last one stays. */
export function credentialsOf(
  ...given: readonly Partial<Credentials>[]
): CredentialSource & { readonly refusals: number } {
  let refusals = 0;
  return {
    get refusals() {
      return refusals;
    },
    async get() {
      const index = Math.min(refusals, given.length - 1);
      return { authorization: undefined, certificate: undefined, ...given[index] };
    },
    refused() {
      return ++refusals < given.length;
    },
    cancel() {},
    close() {},
  };
}
