#!/usr/bin/env python3
"""Recomputes coherence from raw signal files, with exact fractions and the Python standard library alone.

It shares no code with the service. It reads NDJSON files (gzip if the name ends in .gz), keeps the first line of each key
(tenant_id, source, signal_id, ts floored to the microsecond, in UTC), rounds values half-even to 9 decimals and weights to 6, and
folds the 1,440 whole minutes that end with the as-of minute.

  recompute.py --tenant T --as-of 2024-01-01T23:59:00Z FILE...        prints one JSON object
  recompute.py --tenant T --as-of TS --compare http://127.0.0.1:8080 FILE...
  recompute.py --instants 10 [--compare URL] FILE...                  picks instants and a tenant without signals by itself

Exit status: 0 all equal (or nothing compared), 1 a difference, 2 wrong use or unreadable input.
"""
import argparse
import bisect
import gzip
import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timezone
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

MINUTE = 60_000_000
WINDOW = 1440 * MINUTE
VALUE_SCALE = 10**9
WEIGHT_SCALE = 10**6
WIDE = Context(prec=60, rounding=ROUND_HALF_EVEN)
TS = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|z|[+-]\d\d:\d\d)")
FIELDS = ("score", "status", "agreement", "sample_size", "effective_sample_size")


def micros(text):
    """RFC 3339 with offset to microseconds since 1970; finer digits are floored."""
    match = TS.fullmatch(text)
    if match is None:
        raise ValueError(f"ts: {text!r} (expected: RFC 3339 with offset)")
    year, month, day, hour, minute, second = (int(match.group(i)) for i in range(1, 7))
    base = datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
    since = base - datetime(1970, 1, 1, tzinfo=timezone.utc)
    seconds = since.days * 86400 + since.seconds
    zone = match.group(8)
    if zone not in "Zz":
        sign = -1 if zone[0] == "-" else 1
        seconds -= sign * (int(zone[1:3]) * 3600 + int(zone[4:6]) * 60)
    fraction = ((match.group(7) or "") + "000000")[:6]
    return seconds * 1_000_000 + int(fraction)


def instant_text(at):
    seconds, rest = divmod(at, 1_000_000)
    base = datetime.fromtimestamp(seconds, tz=timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{base}.{rest:06d}Z" if rest else f"{base}Z"


def scaled(number, scale):
    """A decimal as a whole number of 1/scale, rounded half-even."""
    return int(WIDE.multiply(Decimal(number), Decimal(scale)).quantize(Decimal(1), context=WIDE))


def rounded(fraction):
    """Half-even to 9 decimals, as text; Python's round() of a Fraction is exact and half-even."""
    whole = round(fraction * VALUE_SCALE)
    sign = "-" if whole < 0 else ""
    return f"{sign}{abs(whole) // VALUE_SCALE}.{abs(whole) % VALUE_SCALE:09d}"


class Tenant:
    """The distinct signals of one tenant in event-time order."""

    def __init__(self):
        self.signals = []
        self.times = []

    def close(self):
        self.signals.sort()
        self.times = [signal[0] for signal in self.signals]

    def count(self, as_of):
        low, high = self.bounds(as_of)
        return high - low

    def bounds(self, as_of):
        until = as_of // MINUTE * MINUTE + MINUTE
        return (
            bisect.bisect_left(self.times, until - WINDOW),
            bisect.bisect_left(self.times, until),
        )

    def fold(self, as_of):
        low, high = self.bounds(as_of)
        return fold(self.signals[low:high])


def read(files):
    """All tenants of the files, in the order given; the first line of a key counts."""
    tenants, seen, tally = {}, set(), {"lines": 0, "repeated": 0}
    for name in files:
        opener = gzip.open if name.endswith(".gz") else open
        with opener(name, "rt", encoding="utf-8") as lines:
            for line in lines:
                if not line.strip():
                    continue
                tally["lines"] += 1
                row = json.loads(line, parse_float=Decimal, parse_int=Decimal)
                at = micros(row["ts"])
                key = (row["tenant_id"], row["source"], row["signal_id"], at)
                if key in seen:
                    tally["repeated"] += 1
                    continue
                seen.add(key)
                value = scaled(row["value"], VALUE_SCALE)
                weight = scaled(row.get("weight", Decimal(1)), WEIGHT_SCALE)
                tenant = tenants.setdefault(row["tenant_id"], Tenant())
                tenant.signals.append((at, row["source"], value, weight))
    for tenant in tenants.values():
        tenant.close()
    return tenants, tally


def fold(signals):
    if not signals:
        return dict(zip(FIELDS, (None, "UNKNOWN", None, 0, rounded(Fraction(0)))))
    weights, products, squares = {}, {}, 0
    for _, source, value, weight in signals:
        weights[source] = weights.get(source, 0) + weight
        products[source] = products.get(source, 0) + weight * value
        squares += weight * weight
    total = sum(weights.values())
    mean = Fraction(sum(products.values()), total * VALUE_SCALE)
    spread = Fraction(0)
    for source, weight in weights.items():
        distance = Fraction(products[source], weight * VALUE_SCALE) - mean
        spread += weight * distance * distance
    agreement = 1 - 4 * spread / total
    status = "HEALTHY" if mean >= Fraction(3, 4) else "WARN" if mean >= Fraction(1, 2) else "CRITICAL"
    effective = Fraction(total * total, squares)
    return dict(
        zip(FIELDS, (rounded(mean), status, rounded(agreement), len(signals), rounded(effective)))
    )


def pick(tenants, wanted, least):
    """Instants spread over the files, each with at least `least` signals in its window; two of them on a minute edge."""
    chosen = []
    candidates = []
    for name in sorted(tenants):
        tenant = tenants[name]
        rich = [at for at in tenant.times[:: max(1, len(tenant.times) // 400)] if tenant.count(at) >= least]
        candidates.append((name, rich))
    candidates = [(name, rich) for name, rich in candidates if rich]
    for index in range(wanted if candidates else 0):
        name, rich = candidates[index % len(candidates)]
        at = rich[(index * len(rich)) // wanted]
        if index == 0:
            at = at // MINUTE * MINUTE  # the first instant of a minute
        elif index == 1:
            at = at // MINUTE * MINUTE + MINUTE - 1  # the last microsecond of a minute
        else:
            at = at // MINUTE * MINUTE + 17_000_000 + index
        chosen.append((name, at))
    return [(name, at) for name, at in chosen if tenants[name].count(at) >= least]


def fetch(url, tenant, as_of):
    where = "{}/v1/coherence/tenants/{}?{}".format(
        url.rstrip("/"),
        urllib.parse.quote(tenant, safe=""),
        urllib.parse.urlencode({"asOf": instant_text(as_of)}),
    )
    with urllib.request.urlopen(where, timeout=30) as answer:
        return json.load(answer, parse_float=Decimal, parse_int=Decimal)


def same(expected, actual):
    if expected is None or actual is None:
        return expected is None and actual is None
    if isinstance(actual, Decimal):
        return Decimal(expected) == actual
    return str(expected) == str(actual)


def compare(url, tenant, as_of, expected):
    """The fields that differ, as text."""
    try:
        actual = fetch(url, tenant, as_of)
    except (urllib.error.URLError, ValueError) as failure:
        return [f"no answer: {failure}"]
    return [
        f"{field}: {actual.get(field, 'missing')} (expected: {expected[field]})"
        for field in FIELDS
        if field not in actual or not same(expected[field], actual[field])
    ]


def report(cases, tenants, url):
    wrong = 0
    for tenant, as_of in cases:
        expected = tenants[tenant].fold(as_of) if tenant in tenants else fold([])
        shown = {"tenant_id": tenant, "as_of": instant_text(as_of), **expected}
        if url:
            shown["differences"] = compare(url, tenant, as_of, expected)
            wrong += bool(shown["differences"])
        print(json.dumps(shown, ensure_ascii=False))
    if url:
        print(f"compared {len(cases)}, different {wrong}", file=sys.stderr)
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--tenant")
    parser.add_argument("--as-of", metavar="TS", help="RFC 3339 with offset")
    parser.add_argument("--compare", metavar="URL", help="ask the service and tell the differences")
    parser.add_argument("--instants", type=int, metavar="N", help="pick N instants and one UNKNOWN tenant")
    parser.add_argument("--least", type=int, default=500, metavar="N", help="signals in each picked window (default 500)")
    parser.add_argument("--unknown-tenant", metavar="T", help="a tenant that must be UNKNOWN (default: before the first signal)")
    options = parser.parse_args()
    if bool(options.tenant) != bool(options.as_of) or bool(options.tenant) == bool(options.instants):
        parser.error("give --tenant with --as-of, or --instants")
    tenants, tally = read(options.files)
    print(f"{tally['lines']} lines, {tally['repeated']} of known keys", file=sys.stderr)
    if options.tenant:
        return report([(options.tenant, micros(options.as_of))], tenants, options.compare)
    cases = pick(tenants, options.instants, options.least)
    if len(cases) < options.instants:
        print(f"only {len(cases)} instants have {options.least} signals", file=sys.stderr)
        return 2
    first = min(tenants, key=lambda name: tenants[name].times[0])
    before = tenants[first].times[0] - 10 * MINUTE
    cases.append((options.unknown_tenant or first, before))
    return report(cases, tenants, options.compare)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError, KeyError) as failure:
        print(f"recompute: {failure}", file=sys.stderr)
        sys.exit(2)
