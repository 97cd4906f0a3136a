import { describe, expect, test } from "vitest";
import { certificateAuthority, certificateFrom } from "../../../../src/demo/certificates.ts";
import { credentialSourceOf } from "../../../../src/kube/auth/credentialSource.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { accessTo, RecordingDeps } from "../../../support/accessTo.ts";

const { signal } = new AbortController();
const authority = certificateAuthority("test-ca");

describe("credentials that never change", () => {
  test.each([
    [{ kind: "none" as const }, undefined],
    [{ kind: "token" as const, token: "abc" }, "Bearer abc"],
    [{ kind: "basic" as const, username: "ad", password: "p:ä" }, "Basic YWQ6cDrDpA=="],
  ])("%j sends %s, and a refusal changes nothing", async (login, authorization) => {
    const source = credentialSourceOf(accessTo({ ...login, certificate: undefined }), new RecordingDeps());
    const credentials = await source.get(signal);
    expect(credentials).toEqual({ authorization, certificate: undefined });
    expect(source.refused(credentials)).toBe(false);
  });

  test("a token that no header can hold is an error that does not quote it", () => {
    const access = accessTo({ kind: "token", token: "SECRET\nSECRET", certificate: undefined });
    const make = () => credentialSourceOf(access, new RecordingDeps());
    expect(make).toThrow('the token of user "u" has characters that cannot be sent, such as line breaks');
  });
});

describe("a client certificate", () => {
  test("comes along", async () => {
    const certificate = certificateFrom(authority, { commonName: "u", notAfter: new Date("2030-01-01") });
    const source = credentialSourceOf(accessTo({ kind: "token", token: "t", certificate }), new RecordingDeps());
    expect((await source.get(signal)).certificate).toBe(certificate);
  });

  test("that has expired is refused before a request is made with it", async () => {
    const certificate = certificateFrom(authority, { commonName: "u", notAfter: new Date("2026-01-05T09:00:00Z") });
    const source = credentialSourceOf(accessTo({ kind: "none", certificate }), new RecordingDeps());
    await expect(source.get(signal)).rejects.toMatchObject({
      failure: "login",
      message: 'the client certificate of user "u" expired on 2026-01-05 09:00 UTC',
      advice: "Get a new one into config, then connect again.",
    });
  });

  test("is found expired also when that happens later", async () => {
    const deps = new RecordingDeps();
    const certificate = certificateFrom(authority, { commonName: "u", notAfter: new Date("2026-01-05T10:00:30Z") });
    const source = credentialSourceOf(accessTo({ kind: "none", certificate }), deps);
    await source.get(signal);
    deps.clock.jump(30_000);
    await expect(source.get(signal)).rejects.toThrow("expired on 2026-01-05 10:00 UTC");
  });
});

describe("a token file", () => {
  function tokenFile(text?: string) {
    const deps = new RecordingDeps();
    const write = (token: string) => deps.machine.files.set("/t", token);
    if (text !== undefined) write(text);
    const source = credentialSourceOf(accessTo({ kind: "tokenFile", path: "/t", certificate: undefined }), deps);
    const get = async () => (await source.get(signal)).authorization;
    return { deps, write, source, get };
  }

  test("is trimmed and read once a minute", async () => {
    const { deps, write, get } = tokenFile(" one\n");
    expect(await get()).toBe("Bearer one");
    write("two\n");
    await deps.clock.advance(59_999);
    expect(await get()).toBe("Bearer one");
    await deps.clock.advance(1);
    expect(await get()).toBe("Bearer two");
  });

  test("is read again at once when its token was refused, but not over and over", async () => {
    const { deps, write, source } = tokenFile("one");
    const first = await source.get(signal);
    write("two");
    expect(source.refused(first)).toBe(true);
    const second = await source.get(signal);
    expect(second.authorization).toBe("Bearer two");
    expect(source.refused(second)).toBe(false);
    await deps.clock.advance(30_000);
    expect(source.refused(second)).toBe(true);
  });

  test("that is missing, empty, or a directory is an error", async () => {
    const { write, get } = tokenFile();
    await expect(get()).rejects.toMatchObject({ failure: "login", message: "open /t: no such file or directory" });
    write(" \n");
    await expect(get()).rejects.toMatchObject({ failure: "login", message: "the token file /t is empty" });
    write("good");
    expect(await get()).toBe("Bearer good");
  });

  test("with characters that no header can hold is an error that does not quote it", async () => {
    const { get } = tokenFile("SECRET\nSECRET");
    const error: unknown = await get().catch((reason) => reason);
    expect(error).toBeInstanceOf(KubeError);
    expect(String(error)).toBe("KubeError: the token in /t has characters that cannot be sent, such as line breaks");
  });

  test("is not read after the source was closed, nor for who has left", async () => {
    const { source, deps } = tokenFile("one");
    await expect(source.get(AbortSignal.abort(new Error("left")))).rejects.toThrow("left");
    source.close();
    await expect(source.get(signal)).rejects.toThrow("aborted");
    expect(deps.machine.reads).toEqual([]);
  });
});
