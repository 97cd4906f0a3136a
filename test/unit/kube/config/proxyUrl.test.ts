import { describe, expect, test } from "vitest";
import { environmentProxyOf } from "../../../../src/kube/config/proxyUrl.ts";

const proxy = "http://proxy:3128";

describe("the environment's proxy", () => {
  test.each([
    ["https://h", { HTTPS_PROXY: proxy }, proxy],
    ["https://h", { https_proxy: proxy }, proxy],
    ["https://h", { HTTPS_PROXY: proxy, https_proxy: "http://other" }, proxy],
    ["https://h", { HTTP_PROXY: proxy, ALL_PROXY: proxy }, undefined],
    ["http://h", { HTTP_PROXY: proxy }, proxy],
    ["https://h", { HTTPS_PROXY: "proxy:3128" }, proxy],
    ["https://h", { HTTPS_PROXY: "socks5://proxy:1" }, "socks5://proxy:1"],
    ["https://h", { HTTPS_PROXY: "" }, undefined],
    ["https://h", {}, undefined],
  ])("for %s with %j is %s", (url, env: Record<string, string>, expected) => {
    expect(environmentProxyOf(url, env)).toBe(expected);
  });

  test.each(["https://localhost:6443", "https://127.0.0.1", "https://127.8.9.1:6443", "https://[::1]:6443"])(
    "is never used for %s",
    (url) => {
      expect(environmentProxyOf(url, { HTTPS_PROXY: proxy })).toBeUndefined();
    },
  );

  test.each([
    ["*", "h"],
    ["a, h ,b", "h"],
    ["H", "h"],
    ["corp.com", "corp.com"],
    ["corp.com", "api.corp.com"],
    [".corp.com", "api.corp.com"],
    ["*.corp.com", "api.corp.com"],
    ["api:6443", "api:6443"],
    ["api:443", "api"],
    ["10.0.0.0/8", "10.1.2.3:6443"],
    ["10.1.2.3", "10.1.2.3:6443"],
    ["10.1.2.3:6443", "10.1.2.3:6443"],
    ["fd00::/8", "[fd00::1]:6443"],
    ["fd00::1", "[fd00::1]"],
    ["[fd00::1]:6443", "[fd00::1]:6443"],
  ])("NO_PROXY %s lets %s go directly", (NO_PROXY, host) => {
    expect(environmentProxyOf(`https://${host}`, { HTTPS_PROXY: proxy, NO_PROXY })).toBeUndefined();
    expect(environmentProxyOf(`https://${host}`, { https_proxy: proxy, no_proxy: NO_PROXY })).toBeUndefined();
  });

  test.each([
    ["", "h"],
    ["corp.com", "notcorp.com"],
    [".corp.com", "corp.com"],
    ["api:6443", "api:443"],
    ["10.0.0.0/8", "11.1.2.3"],
    ["10.0.0.0/99", "10.1.2.3"],
    ["10.0.0.0/8", "fd00.example"],
    ["fd00::/8", "10.1.2.3"],
    ["10.1.2.3:443", "10.1.2.3:6443"],
  ])("NO_PROXY %s leaves the proxy to %s", (NO_PROXY, host) => {
    expect(environmentProxyOf(`https://${host}`, { HTTPS_PROXY: proxy, NO_PROXY })).toBe(proxy);
  });

  test("a value that is no URL is an error that names the variable and hides a password", () => {
    const ask = () => environmentProxyOf("https://h", { HTTPS_PROXY: "http://u:hidden@p:x" });
    expect(ask).toThrow('HTTPS_PROXY holds no URL of a proxy: "http://***@p:x"');
  });
});
