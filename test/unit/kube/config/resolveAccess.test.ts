import { describe, expect, test } from "vitest";
import { certificateAuthority, certificateFrom } from "../../../../src/demo/certificates.ts";
import { kubectlLinesOf } from "../../../../src/kube/config/configError.ts";
import { loadKubeconfig } from "../../../../src/kube/config/loadKubeconfig.ts";
import { type AccessOverrides, resolveAccess } from "../../../../src/kube/config/resolveAccess.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { memoryMachine } from "../../../support/memoryMachine.ts";

const authority = certificateAuthority("test-ca");
const client = certificateFrom(authority, { commonName: "u" });
const stranger = certificateFrom(authority, { commonName: "v" });
const base64 = (text: string) => Buffer.from(text).toString("base64");
const files = {
  "ca.crt": authority.cert,
  "u.crt": client.cert,
  "u.key": client.key,
  "v.key": stranger.key,
  garbage: "hello",
  token: "from-file\n",
};

interface Parts {
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly user?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string | undefined>>;
}

/** What becomes of a kubeconfig with cluster `c`, user `u` and context `x`, which is the current one. */
function resolve(parts: Parts = {}, overrides: AccessOverrides = {}) {
  const kubeconfig = JSON.stringify({
    clusters: [
      { name: "c", cluster: { server: "https://10.0.0.1:6443", ...parts.cluster } },
      { name: "other", cluster: { server: "https://10.0.0.2:6443" } },
    ],
    users: [
      { name: "u", user: parts.user ?? { token: "t" } },
      { name: "v", user: { token: "of-v" } },
    ],
    contexts: [
      { name: "x", context: { cluster: "c", user: "u", ...parts.context } },
      { name: "y", context: { cluster: "other", user: "v", namespace: "shop" } },
    ],
    "current-context": "x",
    ...parts.more,
  });
  const machine = memoryMachine({ ...files, ...parts.files, config: kubeconfig }, parts.env);
  return resolveAccess(loadKubeconfig("config", machine), overrides, machine);
}

function failure(parts: Parts, overrides: AccessOverrides = {}): KubeError {
  try {
    resolve(parts, overrides);
  } catch (error) {
    if (error instanceof KubeError) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

const exec = { apiVersion: "client.authentication.k8s.io/v1", command: "login", interactiveMode: "Never" };
const serviceAccount = "/var/run/secrets/kubernetes.io/serviceaccount";
const pod = { KUBERNETES_SERVICE_HOST: "10.96.0.1", KUBERNETES_SERVICE_PORT: "443" };
const podFiles = {
  [`${serviceAccount}/token`]: "t",
  [`${serviceAccount}/ca.crt`]: authority.cert,
  [`${serviceAccount}/namespace`]: "team-a\n",
};

describe("the context", () => {
  test("the current one says cluster, user and where", () => {
    expect(resolve()).toEqual({
      context: "x",
      cluster: "c",
      user: "u",
      namespace: "default",
      server: "https://10.0.0.1:6443",
      tls: { ca: undefined, serverName: undefined, insecure: false },
      proxy: undefined,
      compression: true,
      login: { kind: "token", token: "t", certificate: undefined },
      impersonation: undefined,
      files: ["config"],
      warnings: [],
    });
  });

  test("flags choose another context, cluster and user", () => {
    expect(resolve({}, { context: "y" })).toMatchObject({
      context: "y",
      cluster: "other",
      user: "v",
      namespace: "shop",
    });
    expect(resolve({}, { cluster: "other" })).toMatchObject({ cluster: "other", user: "u" });
    expect(resolve({}, { user: "v" })).toMatchObject({ cluster: "c", login: { token: "of-v" } });
  });

  test("an empty flag says nothing", () => {
    expect(resolve({}, { context: "", cluster: "", user: "", namespace: "", as: "" })).toMatchObject({
      context: "x",
      user: "u",
    });
  });

  test("without a current context one is asked for, never picked", () => {
    const error = failure({ more: { "current-context": "" } });
    expect(error.message).toBe("the kubeconfig config has no current-context");
    expect(error.advice).toBe("Give --context with one of: x, y.");
    expect(resolve({ more: { "current-context": "" } }, { context: "x" }).context).toBe("x");
  });

  test("a cluster by flag needs no context", () => {
    expect(resolve({ more: { "current-context": "" } }, { cluster: "c", user: "u" })).toMatchObject({
      context: "",
      cluster: "c",
    });
  });

  test("a mistyped context is an error in kubectl's words, with the nearest names", () => {
    const parts = { more: { contexts: [{ name: "prod-eu" }, { name: "prod-us" }, { name: "kind" }] } };
    const error = failure(parts, { context: "pord-eu" });
    expect(kubectlLinesOf(error)).toEqual([
      "Error in configuration: context was not found for specified context: pord-eu",
    ]);
    expect(error.advice).toBe('Did you mean "prod-eu"?');
    expect(failure(parts, { context: "zzzzz" }).advice).toBe("Give --context with one of: prod-eu, prod-us, kind.");
  });

  test("of a context that is asked for where there is no kubeconfig, that is what is said", () => {
    const machine = memoryMachine({});
    const resolved = () => resolveAccess(loadKubeconfig(undefined, machine), { context: "x" }, machine);

    expect(resolved).toThrow(
      expect.objectContaining({
        message: "context was not found for specified context: x",
        advice: "There is no kubeconfig: give --kubeconfig FILE or set KUBECONFIG.",
      }),
    );
  });

  test("a current-context that names none is the same error", () => {
    expect(failure({ more: { "current-context": "nope" } }).message).toBe(
      "context was not found for specified context: nope",
    );
  });

  test.each([
    ["a context's missing cluster", { context: { cluster: "cc" } }, {}, 'cluster "cc" (context "x") is not defined'],
    ["a context without a cluster", { context: { cluster: "" } }, {}, 'context "x" names no cluster'],
    ["a context's missing user", { context: { user: "zz" } }, {}, 'user "zz" (context "x") is not defined'],
    ["a missing --cluster", {}, { cluster: "nope" }, 'no server found for cluster "nope"'],
    ["a missing --user", {}, { user: "nope" }, 'auth info "nope" does not exist'],
    ["a cluster without a server", { cluster: { server: "" } }, {}, 'no server found for cluster "c"'],
  ])("%s is an error", (_, parts: Parts, overrides, message) => {
    expect(kubectlLinesOf(failure(parts, overrides))).toEqual([`error: ${message}`]);
  });

  test("a mistyped cluster or user comes with the nearest name", () => {
    expect(failure({}, { cluster: "othr" }).advice).toBe('Did you mean "other"?');
  });

  test("a context without a user is anonymous, keeps the cluster's trust, and says so", () => {
    const access = resolve({ context: { user: "" }, cluster: { "certificate-authority": "ca.crt" } });
    expect(access).toMatchObject({
      user: undefined,
      login: { kind: "none" },
      tls: { ca: authority.cert },
      warnings: ['no user in context "x"'],
    });
  });

  test("invalid entries that are not used do no harm", () => {
    const clusters = [
      { name: "c", cluster: { server: "https://10.0.0.1:6443" } },
      { name: "bad", cluster: { "proxy-url": "ftp://x", "certificate-authority": "nope" } },
      {},
    ];
    expect(resolve({ more: { clusters } }).cluster).toBe("c");
  });

  test.each([
    ["the flag", { context: { namespace: "shop" } }, { namespace: "web" }, "web"],
    ["the context", { context: { namespace: "shop" }, env: pod, files: podFiles }, {}, "shop"],
    ["the pod that we run in", { env: pod, files: podFiles }, {}, "team-a"],
    [
      "an explicit default, even in a pod",
      { context: { namespace: "default" }, env: pod, files: podFiles },
      {},
      "default",
    ],
    ["nothing", {}, {}, "default"],
  ])("the namespace comes from %s", (_, parts: Parts, overrides, namespace) => {
    expect(resolve(parts, overrides).namespace).toBe(namespace);
  });

  test("no kubeconfig at all names the places that were looked at", () => {
    const machine = memoryMachine({});
    expect(() => resolveAccess(loadKubeconfig(undefined, machine), {}, machine)).toThrow(
      "no kubeconfig found: looked for /home/ada/.kube/config, and for the service account of a pod",
    );
    const listed = memoryMachine({}, { KUBECONFIG: "a:b" });
    expect(() => resolveAccess(loadKubeconfig(undefined, listed), {}, listed)).toThrow(
      "no kubeconfig found: looked for a, b (from KUBECONFIG), and for the service account of a pod",
    );
    const homeless = { ...memoryMachine({}), home: undefined };
    expect(() => resolveAccess(loadKubeconfig(undefined, homeless), {}, homeless)).toThrow(
      "no kubeconfig found: looked for the service account of a pod",
    );
  });

  test("a kubeconfig without contexts says that", () => {
    expect(failure({ more: { contexts: [], "current-context": "" } }).message).toBe(
      "the kubeconfig config has no contexts",
    );
  });
});

describe("the cluster", () => {
  test.each([
    ["https://h:6443/k8s/clusters/c-x", "https://h:6443/k8s/clusters/c-x"],
    ["https://h:6443/", "https://h:6443"],
    ["https://h:6443//", "https://h:6443"],
    ["https://h/a//b//", "https://h/a/b"],
    ["https://h:443", "https://h:443"],
    ["https://h/k8s?x=1#y", "https://h/k8s"],
    ["https://h?x=1", "https://h"],
    ["HTTPS://h", "https://h"],
    ["https://[fd00::1]:6443", "https://[fd00::1]:6443"],
    ["https://[::1]:1/", "https://[::1]:1"],
    ["http://h:8080", "http://h:8080"],
  ])("server %s is reached at %s", (server, url) => {
    expect(resolve({ cluster: { server } }).server).toBe(url);
  });

  test("a server without a scheme is an error with the line to write", () => {
    const error = failure({ cluster: { server: "10.0.0.1:6443" } });
    expect(error.message).toBe(
      'host must be a URL: the server "10.0.0.1:6443" of cluster "c" must start with https://',
    );
    expect(error.advice).toBe("Write server: https://10.0.0.1:6443 in the kubeconfig.");
  });

  test.each([
    [{ server: "ftp://h" }, 'unsupported protocol scheme "ftp" in the server of cluster "c"'],
    [{ server: "https://a b" }, 'host must be a URL or a host:port pair: "https://a b"'],
    [
      { "certificate-authority": "nope.crt" },
      "unable to read certificate-authority /home/ada/nope.crt for c due to open /home/ada/nope.crt: no such file or directory",
    ],
    [
      { "certificate-authority": "nope.crt", "insecure-skip-tls-verify": true },
      "unable to read certificate-authority /home/ada/nope.crt for c due to open /home/ada/nope.crt: no such file or directory",
    ],
    [{ "certificate-authority": "garbage" }, "unable to load root certificates: unable to parse bytes as PEM block"],
    [
      { "certificate-authority-data": base64("hello") },
      "unable to load root certificates: unable to parse bytes as PEM block",
    ],
    [
      { "certificate-authority": "ca.crt", "certificate-authority-data": base64(authority.cert) },
      "certificate-authority-data and certificate-authority are both specified for c. certificate-authority-data will override.",
    ],
    [
      { "certificate-authority": "ca.crt", "insecure-skip-tls-verify": true },
      "specifying a root certificates file with the insecure flag is not allowed",
    ],
    [
      { "proxy-url": "ftp://a" },
      `invalid 'proxy-url' "ftp://a" for cluster "c": unsupported scheme "ftp", must be http, https, or socks5`,
    ],
    [
      { "proxy-url": "foo:80" },
      `invalid 'proxy-url' "foo:80" for cluster "c": unsupported scheme "foo", must be http, https, or socks5`,
    ],
    [
      { "proxy-url": "foo" },
      `invalid 'proxy-url' "foo" for cluster "c": unsupported scheme "", must be http, https, or socks5`,
    ],
    [{ "proxy-url": ":::" }, `invalid 'proxy-url' ":::" for cluster "c": could not parse: :::`],
  ])("%j is refused in kubectl's words", (cluster, message) => {
    expect(kubectlLinesOf(failure({ cluster }))).toEqual([`error: ${message}`]);
  });

  test("authorities are read from data or from a file", () => {
    const fromFile = resolve({ cluster: { "certificate-authority": "ca.crt" } });
    const fromData = resolve({ cluster: { "certificate-authority-data": base64(authority.cert) } });
    expect([fromFile.tls.ca, fromData.tls.ca]).toEqual([authority.cert, authority.cert]);
  });

  test("TLS that is not verified is a standing warning", () => {
    const access = resolve({ cluster: { "insecure-skip-tls-verify": true } });
    expect(access).toMatchObject({ tls: { insecure: true }, warnings: ["TLS is not verified"] });
  });

  test("--insecure-skip-tls-verify takes back the cluster's authorities", () => {
    const access = resolve({ cluster: { "certificate-authority": "nope" } }, { insecureSkipTlsVerify: true });
    expect(access.tls).toEqual({ ca: undefined, serverName: undefined, insecure: true });
  });

  test("the name to check, the proxy and the wish for no compression are kept", () => {
    const cluster = { "tls-server-name": "api", "proxy-url": "socks5://p:1080", "disable-compression": true };
    const access = resolve({ cluster, env: { HTTPS_PROXY: "http://env:3128" } });
    expect(access).toMatchObject({ tls: { serverName: "api" }, proxy: "socks5://p:1080", compression: false });
  });

  test("without a proxy of its own the environment's is taken", () => {
    expect(resolve({ env: { HTTPS_PROXY: "http://env:3128" } }).proxy).toBe("http://env:3128");
  });
});

describe("the user", () => {
  test.each([
    ["a token", { token: "t" }, { kind: "token", token: "t" }],
    ["a token file", { tokenFile: "token" }, { kind: "tokenFile", path: "/home/ada/token" }],
    ["a token file before a token", { token: "t", tokenFile: "token" }, { kind: "tokenFile" }],
    ["name and password", { username: "a", password: "b" }, { kind: "basic", username: "a", password: "b" }],
    ["a token before a plugin", { token: "t", exec }, { kind: "token" }],
    ["a plugin", { exec }, { kind: "exec", exec: { command: "login", interactiveMode: "Never" } }],
    [
      "an identity provider",
      { "auth-provider": { name: "oidc", config: { "idp-issuer-url": "https://i", "client-id": "c" } } },
      { kind: "oidc", config: { "client-id": "c" } },
    ],
  ])("%s is used", (_, user, login) => {
    expect(resolve({ user }).login).toMatchObject(login);
  });

  test("a client certificate is read from files or data and comes along", () => {
    const certificate = { cert: client.cert, key: client.key };
    const fromFiles = resolve({ user: { token: "t", "client-certificate": "u.crt", "client-key": "u.key" } });
    const data = { "client-certificate-data": base64(client.cert), "client-key-data": base64(client.key) };
    expect(fromFiles.login).toEqual({ kind: "token", token: "t", certificate });
    expect(resolve({ user: data }).login).toEqual({ kind: "none", certificate });
  });

  test("a user without anything is anonymous and says so", () => {
    expect(resolve({ user: {} })).toMatchObject({ login: { kind: "none" }, warnings: ['user "u" has no credentials'] });
  });

  test("a plugin of v1beta1 may ask when it can; its variables and the cluster's extension come along", () => {
    const beta = { ...exec, apiVersion: "client.authentication.k8s.io/v1beta1", interactiveMode: "" };
    const cluster = { extensions: [{ name: "client.authentication.k8s.io/exec", extension: { audience: "x" } }] };
    const access = resolve({ user: { exec: { ...beta, env: [{ name: "A", value: "b" }] } }, cluster });
    expect(access.login).toMatchObject({
      exec: {
        interactiveMode: "IfAvailable",
        env: { A: "b" },
        clusterConfig: { audience: "x" },
        installHint: undefined,
      },
    });
  });

  test("a name and password inside of the server's URL log in and are not shown", () => {
    const access = resolve({ user: {}, cluster: { server: "https://adm:p%40ss@h:6443" } });
    expect(access).toMatchObject({
      server: "https://h:6443",
      login: { kind: "basic", username: "adm", password: "p@ss" },
    });
  });

  test("no credentials go over http://, and that is said; impersonation does", () => {
    const access = resolve({ cluster: { server: "http://h" }, user: { token: "t", as: "bob" } });
    expect(access).toMatchObject({
      login: { kind: "none", certificate: undefined },
      impersonation: { user: "bob" },
      warnings: ["no credentials are sent over http://"],
    });
  });

  test.each([
    [
      { token: "a", username: "b" },
      "more than one authentication method found for u; found [token basicAuth], only one is allowed",
    ],
    [
      { "client-certificate": "u.crt" },
      "client-key-data or client-key must be specified for u to use the clientCert authentication method.",
    ],
    [
      { "client-certificate": "garbage", "client-key": "u.key" },
      "tls: failed to find any PEM data in certificate input",
    ],
    [{ "client-certificate": "u.crt", "client-key": "garbage" }, "tls: failed to find any PEM data in key input"],
    [{ "client-certificate": "u.crt", "client-key": "v.key" }, "tls: private key does not match public key"],
    [{ "as-groups": ["a"] }, "requesting uid, groups or user-extra for u without impersonating a user"],
    [{ "as-uid": "a" }, "requesting uid, groups or user-extra for u without impersonating a user"],
    [{ "as-user-extra": { a: ["b"] } }, "requesting uid, groups or user-extra for u without impersonating a user"],
    [{ "auth-provider": { name: "foo" } }, 'no Auth Provider found for name "foo"'],
    [{ "auth-provider": { name: "oidc" } }, "Must provide idp-issuer-url"],
    [{ "auth-provider": { name: "oidc", config: { "idp-issuer-url": "https://i" } } }, "Must provide client-id"],
    [
      { "auth-provider": { name: "gcp" } },
      "The gcp auth plugin has been removed. Please use gke-gcloud-auth-plugin instead, a credential plugin that the kubeconfig names under exec.",
    ],
    [
      { "auth-provider": { name: "azure" } },
      "The azure auth plugin has been removed. Please use kubelogin (https://github.com/Azure/kubelogin) instead, a credential plugin that the kubeconfig names under exec.",
    ],
    [{ exec: { ...exec, command: "" } }, "command must be specified for u to use exec authentication plugin"],
    [{ exec: { ...exec, apiVersion: "" } }, "apiVersion must be specified for u to use exec authentication plugin"],
    [
      { exec: { ...exec, apiVersion: "client.authentication.k8s.io/v1alpha1" } },
      'exec plugin: invalid apiVersion "client.authentication.k8s.io/v1alpha1"',
    ],
    [
      { exec: { ...exec, interactiveMode: "" } },
      "interactiveMode must be specified for u to use exec authentication plugin",
    ],
    [{ exec: { ...exec, interactiveMode: "Foo" } }, 'invalid interactiveMode for u: "Foo"'],
    [
      { exec: { ...exec, env: [{ value: "x" }] } },
      "env variable name must be specified for u to use exec authentication plugin",
    ],
    [
      { exec, "auth-provider": { name: "oidc" } },
      "authProvider cannot be provided in combination with an exec plugin for u",
    ],
  ])("%j is refused in kubectl's words", (user, message) => {
    expect(kubectlLinesOf(failure({ user }))).toEqual([`error: ${message}`]);
  });

  test.each([
    [
      { "client-certificate": "nope.crt", "client-key": "nope.key" },
      [
        "unable to read client-cert /home/ada/nope.crt for u due to open /home/ada/nope.crt: no such file or directory",
        "unable to read client-key /home/ada/nope.key for u due to open /home/ada/nope.key: no such file or directory",
      ],
    ],
    [
      {
        "client-certificate": "nope.crt",
        "client-certificate-data": base64(client.cert),
        "client-key-data": base64(client.key),
      },
      [
        "client-cert-data and client-cert are both specified for u. client-cert-data will override.",
        "unable to read client-cert /home/ada/nope.crt for u due to open /home/ada/nope.crt: no such file or directory",
      ],
    ],
    [
      { "client-certificate": "u.crt", "client-key": "nope.key", "client-key-data": base64(client.key) },
      [
        "client-key-data and client-key are both specified for u; client-key-data will override",
        "unable to read client-key /home/ada/nope.key for u due to open /home/ada/nope.key: no such file or directory",
      ],
    ],
  ])("all faults of %j are listed together", (user, problems) => {
    expect(kubectlLinesOf(failure({ user }))).toEqual([
      "Error in configuration: ",
      ...problems.map((line) => `* ${line}`),
    ]);
  });

  test("faults of user and cluster are listed together, the user's first", () => {
    expect(kubectlLinesOf(failure({ user: { "as-uid": "1" }, cluster: { "proxy-url": "ftp://a" } }))).toEqual([
      "Error in configuration: ",
      "* requesting uid, groups or user-extra for u without impersonating a user",
      `* invalid 'proxy-url' "ftp://a" for cluster "c": unsupported scheme "ftp", must be http, https, or socks5`,
    ]);
  });
});

describe("impersonation", () => {
  const user = {
    token: "t",
    as: "bob",
    "as-uid": "7",
    "as-groups": ["a", "b"],
    "as-user-extra": { "acme.com/x": ["1", "2"] },
  };

  test("all of it is taken from the kubeconfig", () => {
    expect(resolve({ user }).impersonation).toEqual({
      user: "bob",
      uid: "7",
      groups: ["a", "b"],
      extra: { "acme.com/x": ["1", "2"] },
    });
  });

  test("flags win one by one", () => {
    const flags = { as: "eve", asGroups: ["c"], asUid: "8", asUserExtra: { "acme.com/y": ["3"] } };
    expect(resolve({ user }, flags).impersonation).toEqual({
      user: "eve",
      uid: "8",
      groups: ["c"],
      extra: { "acme.com/x": ["1", "2"], "acme.com/y": ["3"] },
    });
  });

  test("a group by flag without a user is refused", () => {
    expect(failure({}, { asGroups: ["a"] }).message).toBe(
      "requesting uid, groups or user-extra for u without impersonating a user",
    );
  });
});

describe("inside of a pod", () => {
  const inPod = (
    files: Record<string, string | undefined>,
    env: Record<string, string> = pod,
    overrides: AccessOverrides = {},
  ) => {
    const machine = memoryMachine(files, env);
    return resolveAccess(loadKubeconfig(undefined, machine), overrides, machine);
  };

  test("the service account is used when there is no kubeconfig", () => {
    expect(inPod(podFiles)).toMatchObject({
      context: "in-cluster",
      namespace: "team-a",
      server: "https://10.96.0.1:443",
      tls: { ca: authority.cert, insecure: false },
      login: { kind: "tokenFile", path: `${serviceAccount}/token` },
    });
  });

  test("a kubeconfig wins", () => {
    expect(resolve({ env: pod, files: podFiles }).context).toBe("x");
  });

  test("an IPv6 host gets its brackets", () => {
    expect(inPod(podFiles, { ...pod, KUBERNETES_SERVICE_HOST: "fd00::1" }).server).toBe("https://[fd00::1]:443");
  });

  test("variables without a token are as no kubeconfig", () => {
    expect(() => inPod({})).toThrow("no kubeconfig found");
  });

  test("a token that may not be read is an error", () => {
    expect(() => inPod({ ...podFiles, [`${serviceAccount}/token`]: undefined })).toThrow(
      `open ${serviceAccount}/token: permission denied`,
    );
  });

  test("without its authority the system's are used, and that is said", () => {
    const access = inPod({ ...podFiles, [`${serviceAccount}/ca.crt`]: undefined });
    expect(access.tls.ca).toBeUndefined();
    expect(access.warnings).toEqual([
      `open ${serviceAccount}/ca.crt: permission denied; the system's certificate authorities are used`,
    ]);
  });

  test("flags for identity and trust apply there too", () => {
    expect(inPod(podFiles, pod, { as: "bob", insecureSkipTlsVerify: true, namespace: "web" })).toMatchObject({
      impersonation: { user: "bob" },
      tls: { ca: undefined, insecure: true },
      namespace: "web",
    });
  });
});

describe("secrets", () => {
  const secretUser = { token: "SECRET", password: "SECRET", username: "a" };
  const pemSecret = base64("-----BEGIN SECRET-----");
  test.each([
    ["two methods", { user: secretUser }],
    [
      "a bad certificate",
      { user: { "client-certificate-data": base64("SECRET"), "client-key-data": base64("SECRET") } },
    ],
    ["a bad key", { user: { "client-certificate-data": base64(client.cert), "client-key-data": pemSecret } }],
    ["a bad authority", { cluster: { "certificate-authority-data": base64("SECRET") } }],
    [
      "a bad plugin",
      { user: { exec: { ...exec, command: "", env: [{ name: "A", value: "SECRET" }], args: ["SECRET"] } } },
    ],
    ["a bad provider", { user: { "auth-provider": { name: "oidc", config: { "client-secret": "SECRET" } } } }],
    ["a proxy's password", { cluster: { "proxy-url": "ftp://u:SECRET@p" } }],
    ["a proxy that is no URL", { cluster: { "proxy-url": "http://u:SECRET@p:x" } }],
    ["the environment's proxy", { env: { HTTPS_PROXY: "http://u:SECRET@p:x" } }],
    ["a server's password", { cluster: { server: "ftp://u:SECRET@h" } }],
    ["a server that is no URL", { cluster: { server: "https://u:SECRET@h h" } }],
    ["a server without scheme", { cluster: { server: "u:SECRET@h:1" } }],
  ])("no error has a secret: %s", (_, parts: Parts) => {
    const error = failure({ user: { token: "SECRET" }, ...parts });
    expect([error.message, error.advice, String(error.cause), error.stack].join()).not.toContain("SECRET");
  });
});
