"""Asks the live Service for one page, as the proxy in front of it would: `helm test` runs this.

Arguments: address, path, host.
"""

import http.client
import sys

address, path, host = sys.argv[1:]
connection = http.client.HTTPConnection(address, timeout=10)
connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
status = connection.getresponse().status
print(f"GET {path} at {address} for host {host}: {status}", flush=True)
sys.exit(status >= 400)
