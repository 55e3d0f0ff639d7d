/** Where a server listens, as `0.0.0.0:9000`, `:9000`, `[::]:9000` or `unix:/run/site.sock` say it. */
export type Address = {is: "port"; port: number; isLocal: boolean} | {is: "socket"} | {is: "unknown"; text: string};

export function addressOf(text: string): Address {
  if (/^(unix:|fd:|\/|\.\/)|\.sock$/.test(text)) return {is: "socket"};
  const [, host = "", port] =
    /^(?:tcp:\/\/|https?:\/\/)?(.*?):(\d{1,5})$/.exec(text) ?? /^()(\d{1,5})$/.exec(text) ?? [];
  if (port !== undefined) return {is: "port", port: Number(port), isLocal: isLocal(host)};
  return /[$:]/.test(text) ? {is: "unknown", text} : {is: "port", port: 8000, isLocal: isLocal(text)};
}

function isLocal(host: string): boolean {
  return /^(127\.|localhost$|\[?::1)/.test(host);
}
