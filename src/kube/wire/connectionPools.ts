import type { ClientCertificate } from "../config/access.ts";
import type { KubeError } from "../kubeError.ts";
import type { Connections } from "./connections.ts";

/** The connections to one server, parted by the client certificate that they were opened with. */
export class ConnectionPools {
  readonly #open: (certificate: ClientCertificate | undefined) => Connections;
  #current: { readonly pool: Connections; readonly certificate: ClientCertificate | undefined } | undefined;
  /** Of former certificates, as long as they carry requests. */
  readonly #retired = new Set<Connections>();

  constructor(open: (certificate: ClientCertificate | undefined) => Connections) {
    this.#open = open;
  }

  /** The pool of this certificate. Another one than before retires the pool of before. */
  of(certificate: ClientCertificate | undefined): Connections {
    const current = this.#current;
    if (current !== undefined && isSame(current.certificate, certificate)) return current.pool;
    if (current !== undefined) {
      for (const pool of this.#retired) if (!pool.isBusy) this.#retired.delete(pool);
      current.pool.retire();
      this.#retired.add(current.pool);
    }
    const pool = this.#open(certificate);
    this.#current = { pool, certificate };
    return pool;
  }

  /** Ends every connection now; requests under way fail with `reason`. */
  drop(reason: KubeError): void {
    this.#current?.pool.drop(reason);
    for (const pool of this.#retired) pool.drop(reason);
    this.#retired.clear();
  }
}

function isSame(a: ClientCertificate | undefined, b: ClientCertificate | undefined): boolean {
  return a?.cert === b?.cert && a?.key === b?.key;
}
