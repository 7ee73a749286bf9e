"""Reads connection URIs with Python's standard library, by the calls that Airflow's task SDK makes, which keeps an extra as
JSON text.

The first line of input is a JSON list of URIs, answered by their fields. Each further line is a number: all URIs are read
so many times, and the nanoseconds of processor time that took are the answer.
"""

import json
import sys
from time import process_time_ns
from urllib.parse import parse_qsl, unquote, urlsplit


def read(uri):
    two_schemes = uri.count("://") == 2
    scheme = urlsplit(uri).scheme
    parts = urlsplit(uri.replace(scheme + "://", "" if two_schemes else "//"))
    host = unquote(parts.hostname or "")
    if "/" in host:
        host = unquote(parts.netloc.rsplit("@", 1)[-1].split(":", 1)[0])
    fields = {
        "type": "postgres" if scheme == "postgresql" else scheme.replace("-", "_"),
        "host": f"{parts.scheme}://{host}" if two_schemes else host,
        "port": parts.port,
        "login": unquote(parts.username) if parts.username else parts.username,
        "password": unquote(parts.password) if parts.password else parts.password,
        "schema": unquote(parts.path[1:]) if parts.path[1:] else "",
    }
    if parts.query:
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        fields["extra"] = query["__extra__"] if "__extra__" in query else json.dumps(query)
    return fields


def answer(uri):
    fields = {key: value for key, value in read(uri).items() if value is not None}
    return {**fields, "extra": json.loads(fields["extra"])} if "extra" in fields else fields


def main():
    uris = json.loads(sys.stdin.readline())
    print(json.dumps([answer(uri) for uri in uris]), flush=True)
    for line in sys.stdin:
        start = process_time_ns()
        for _ in range(int(line)):
            for uri in uris:
                read(uri)
        print(process_time_ns() - start, flush=True)


main()
