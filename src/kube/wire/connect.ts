import { connect as connectTcp, isIP, type Socket } from "node:net";
import * as tls from "node:tls";
import type { Clock } from "../../base/clock.ts";
import type { Access, ClientCertificate } from "../config/access.ts";
import { KubeError } from "../kubeError.ts";
import { connectionError, connectTimeout, type Peer } from "./connectionError.ts";
import { openHttpTunnel, openSocksTunnel, proxyName, type Target } from "./proxyTunnel.ts";
import { tlsError } from "./tlsError.ts";
import type { TransportPhase } from "./transportTrace.ts";

const keepAliveAfterMs = 15_000;

/** Opens connections to one server with one client certificate, through the proxy if there is one. */
export interface Connector {
  /**
   * A socket that is ready for HTTP; the caller closes it. `onStep` names each phase when it is over.
   * @throws KubeError `unreachable`, `tls`, `proxy`, `login` or `config`.
   */
  connect(onStep: (phase: TransportPhase) => void, signal: AbortSignal): Promise<Socket>;
}

export interface ConnectorOptions {
  readonly access: Pick<Access, "server" | "tls" | "proxy">;
  readonly certificate: ClientCertificate | undefined;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

export function connectorFor({ access, certificate, timeoutMs, clock }: ConnectorOptions): Connector {
  const server = new URL(access.server);
  const proxy = access.proxy === undefined ? undefined : new URL(access.proxy);
  const target = targetOf(server);
  const serverPeer: Peer = { name: server.host, host: target.host, isProxy: false };
  const proxyPeer = proxy && { name: proxyName(proxy), host: targetOf(proxy).host, isProxy: true };
  let context: tls.SecureContext | undefined;
  // A known session saves a round trip when a connection is opened again.
  let session: Buffer | undefined;

  async function secure(socket: Socket): Promise<tls.TLSSocket> {
    context ??= contextFor(access.tls.ca, certificate);
    const expected = access.tls.serverName ?? target.host;
    return handshake(socket, serverPeer, expected, clock.now(), {
      secureContext: context,
      rejectUnauthorized: !access.tls.insecure,
      ...(session === undefined ? {} : { session }),
      onSession: (ticket) => {
        session = ticket;
      },
    });
  }

  return {
    async connect(onStep, signal) {
      signal.throwIfAborted();
      let current: Socket | undefined;
      let stage: "tcp" | "proxy" | "tls" = "tcp";
      const late = new AbortController();
      const stop = () => {
        late.abort();
        current?.destroy(signal.reason);
      };
      signal.addEventListener("abort", stop, { once: true });
      let timedOut: KubeError | undefined;
      clock.sleep(timeoutMs, late.signal).then(
        () => {
          const peer = stage === "tls" ? serverPeer : (proxyPeer ?? serverPeer);
          timedOut = connectTimeout(peer, stage, timeoutMs / 1000);
          current?.destroy(timedOut);
        },
        () => undefined,
      );
      try {
        current = openTcp(proxy === undefined ? target : targetOf(proxy));
        await connected(current, proxyPeer ?? serverPeer, onStep);
        if (proxy !== undefined && proxyPeer !== undefined) {
          stage = "proxy";
          current = await throughProxy(current, proxy, proxyPeer);
          onStep("proxy");
        }
        if (server.protocol === "https:") {
          stage = "tls";
          current = await secure(current);
          onStep("tls");
        }
        if (timedOut !== undefined) throw timedOut;
        signal.throwIfAborted();
        return current;
      } catch (error) {
        current?.destroy();
        if (signal.aborted) throw signal.reason;
        throw timedOut ?? error;
      } finally {
        late.abort();
        signal.removeEventListener("abort", stop);
      }
    },
  };

  async function throughProxy(socket: Socket, url: URL, peer: Peer): Promise<Socket> {
    try {
      if (url.protocol === "socks5:") {
        await openSocksTunnel(socket, url, target);
        return socket;
      }
      const own =
        url.protocol === "https:"
          ? await handshake(socket, peer, peer.host, clock.now(), {
              // Go checks an https proxy with the cluster's authorities; those of the system are what most proxies have.
              secureContext: contextFor([...(access.tls.ca ? [access.tls.ca] : []), ...systemAuthorities()], undefined),
              rejectUnauthorized: !access.tls.insecure,
            })
          : socket;
      await openHttpTunnel(own, url, target);
      return own;
    } catch (error) {
      throw connectionError(error, peer);
    }
  }
}

function targetOf(url: URL): Target {
  const ports: Readonly<Record<string, number>> = { "https:": 443, "http:": 80, "socks5:": 1080 };
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (ports[url.protocol] ?? 443) : Number(url.port),
  };
}

function openTcp({ host, port }: Target): Socket {
  const socket = connectTcp({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveAfterMs });
  // Errors are heard where they matter; none may ever end the program.
  return socket.on("error", () => undefined);
}

function connected(socket: Socket, peer: Peer, onStep: (phase: TransportPhase) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("lookup", (error: Error | null) => {
      if (error === null) onStep("dns");
    });
    socket.once("connect", () => {
      onStep("tcp");
      resolve();
    });
    const fail = (error: unknown) => reject(connectionError(error, peer));
    socket.once("error", fail);
    socket.once("close", () => fail(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
  });
}

interface HandshakeOptions {
  readonly secureContext: tls.SecureContext;
  readonly rejectUnauthorized: boolean;
  readonly session?: Buffer;
  readonly onSession?: (session: Buffer) => void;
}

function handshake(
  socket: Socket,
  peer: Peer,
  expected: string,
  now: number,
  { onSession, ...options }: HandshakeOptions,
): Promise<tls.TLSSocket> {
  return new Promise((resolve, reject) => {
    const secured = tls.connect({
      ...options,
      socket,
      // An address is not a name: it is checked against the certificate, but never sent as SNI (RFC 6066 section 3).
      ...(isIP(expected) === 0 ? { servername: expected } : { host: expected }),
      ALPNProtocols: ["http/1.1"],
    });
    let certificate: tls.PeerCertificate | undefined;
    // Before the check of Node.js, which destroys the socket and the certificate with it.
    secured.prependOnceListener("secure", () => {
      certificate = secured.getPeerCertificate();
    });
    const fail = (error: unknown) => reject(tlsError(error, { peer, expected, certificate, now }));
    secured.on("error", fail);
    secured.once("close", () => fail(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
    if (onSession !== undefined) secured.on("session", onSession);
    secured.once("secureConnect", () => resolve(secured));
  });
}

function contextFor(
  authorities: string | readonly string[] | undefined,
  certificate: ClientCertificate | undefined,
): tls.SecureContext {
  try {
    return tls.createSecureContext({
      ca: typeof authorities === "string" ? authorities : [...(authorities ?? systemAuthorities())],
      ...(certificate === undefined ? {} : { cert: certificate.cert, key: certificate.key }),
      minVersion: "TLSv1.2",
    });
  } catch (error) {
    throw new KubeError(
      "config",
      "The certificates of this context cannot be read: they are not proper PEM, or do not fit.",
      {
        advice: "Check client-certificate, client-key and certificate-authority in the kubeconfig.",
        cause: error,
      },
    );
  }
}

/** What the system trusts; on a machine without any, what Node.js brings along. */
function systemAuthorities(): readonly string[] {
  const system = tls.getCACertificates("system");
  return system.length > 0 ? system : tls.getCACertificates("bundled");
}
