import { createPrivateKey, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { certificateAuthority, certificateFrom } from "../../../src/demo/certificates.ts";

const authority = certificateAuthority("demo-ca");

function read({ cert }: { readonly cert: string }): X509Certificate {
  return new X509Certificate(cert);
}

test("an authority signs itself and may sign others", () => {
  const certificate = read(authority);

  expect(certificate.subject).toBe("CN=demo-ca");
  expect(certificate.ca).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
});

test("a client's certificate says its user and its group, and who signed it", () => {
  const certificate = read(certificateFrom(authority, { commonName: "ada", organization: "system:masters" }));

  expect(certificate.subject).toBe("O=system:masters\nCN=ada");
  expect(certificate.ca).toBe(false);
  expect(certificate.verify(read(authority).publicKey)).toBe(true);
  expect(certificate.checkIssued(read(authority))).toBe(true);
});

test("a server's certificate is good for its names and addresses alone, and for its time", () => {
  const notBefore = new Date("2049-12-31T10:00:00Z");
  const notAfter = new Date("2051-01-01T00:00:00Z");
  const request = { commonName: "server", hosts: ["localhost", "127.0.0.1"], notBefore, notAfter };
  const certificate = read(certificateFrom(authority, request));

  expect(certificate.checkHost("localhost")).toBe("localhost");
  expect(certificate.checkHost("example.com")).toBeUndefined();
  expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(certificate.checkIP("127.0.0.2")).toBeUndefined();
  expect([new Date(certificate.validFrom), new Date(certificate.validTo)]).toEqual([notBefore, notAfter]);
});

test("the key fits its certificate", () => {
  const made = certificateFrom(authority, { commonName: "ada" });

  expect(read(made).checkPrivateKey(createPrivateKey(made.key))).toBe(true);
});
