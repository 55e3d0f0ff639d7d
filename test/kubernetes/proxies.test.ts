import {expect, test} from "vitest";
import {proxiesOf} from "../../src/kubernetes/proxies.ts";

const P = "http://proxy.example:3128";

const to = (url: string, noProxy: string): string | undefined => proxiesOf({HTTPS_PROXY: P, NO_PROXY: noProxy}).to(url);

test.each([
  ["nothing is excepted", "https://api.example.com:6443", "", P],
  ["the name itself", "https://example.com", "example.com", undefined],
  ["what is below a name", "https://api.example.com", "example.com", undefined],
  ["what only ends like it", "https://myexample.com", "example.com", P],
  ["a suffix is not the name itself", "https://example.com", ".example.com", P],
  ["below a suffix", "https://a.b.example.com", ".example.com", undefined],
  ["a star before a suffix", "https://api.example.com", "*.example.com", undefined],
  ["another case, and blanks", "https://API.example.com", "x , Example.COM ", undefined],
  ["a port that is the same", "https://example.com:6443", "example.com:6443", undefined],
  ["a port that is another", "https://example.com:443", "example.com:6443", P],
  ["a port that is left out", "https://example.com", "example.com:443", undefined],
  ["a network", "https://10.96.0.1", "10.0.0.0/8", undefined],
  ["beside the network", "https://11.96.0.1", "10.0.0.0/8", P],
  ["a name is in no network", "https://ten.example.com", "10.0.0.0/8", P],
  ["an address", "https://10.96.0.1:6443", "10.96.0.1", undefined],
  ["an address with a port", "https://10.96.0.1:6443", "10.96.0.1:443", P],
  ["a network of version 6", "https://[fd00::1]:6443", "fd00::/8", undefined],
  ["an address of version 6 with a port", "https://[fd00::1]:6443", "[fd00::1]:6443", undefined],
  ["everything", "https://api.example.com", "*", undefined],
  ["nonsense is passed over", "https://api.example.com", "10.0.0.0/99,:80,/,", P],
  ["loopback is never behind a proxy", "https://127.0.0.5:6443", "", undefined],
  ["nor is localhost", "https://localhost:6443", "", undefined],
  ["nor the loopback of version 6", "https://[::1]:6443", "", undefined],
])("NO_PROXY as Go reads it: %s", (_, url, noProxy, expected) => expect(to(url, noProxy)).toBe(expected));

test.each([
  ["HTTPS_PROXY is for https", {HTTPS_PROXY: P}, "https://a.example", P],
  ["and not for http", {HTTPS_PROXY: P}, "http://a.example", undefined],
  ["HTTP_PROXY is for http", {HTTP_PROXY: P}, "http://a.example", P],
  ["and not for https", {HTTP_PROXY: P}, "https://a.example", undefined],
  ["small letters count where the large are not given", {https_proxy: P}, "https://a.example", P],
  ["large letters win", {https_proxy: "http://small", HTTPS_PROXY: P}, "https://a.example", P],
  ["an empty one is none", {HTTPS_PROXY: "", https_proxy: P}, "https://a.example", P],
  ["no_proxy in small letters", {HTTPS_PROXY: P, no_proxy: "a.example"}, "https://a.example", undefined],
  ["a proxy without a scheme speaks http", {HTTPS_PROXY: "proxy.example:3128"}, "https://a.example", P],
  ["one that speaks SOCKS", {HTTPS_PROXY: "socks5://s:1080"}, "https://a.example", "socks5://s:1080"],
  [
    "in a CGI program HTTP_PROXY is somebody's header",
    {HTTP_PROXY: P, REQUEST_METHOD: "GET"},
    "http://a.example",
    undefined,
  ],
  ["ALL_PROXY is none of Go's", {ALL_PROXY: P}, "https://a.example", undefined],
])("the environment as Go reads it: %s", (_, env, url, expected) => expect(proxiesOf(env).to(url)).toBe(expected));
