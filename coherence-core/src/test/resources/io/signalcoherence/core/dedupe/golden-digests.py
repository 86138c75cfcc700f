#!/usr/bin/env python3
"""Makes golden-digests-v1.txt: the encoding of version 1, written from its description alone.

Run it beside the file: python3 golden-digests.py > golden-digests-v1.txt
Lines are name, a tab, and the digest in hexadecimal. GoldenDigestsTest says the same signals in Java.
A line never changes: stored digests are compared with it.
"""

import hashlib
import struct


def text(value):
    utf8 = value.encode("utf-8")
    return struct.pack(">I", len(utf8)) + utf8


def number(scale, unscaled):
    length = ((unscaled + (unscaled < 0)).bit_length()) // 8 + 1
    return b"\x03" + struct.pack(">iI", scale, length) + unscaled.to_bytes(length, "big", signed=True)


def json(value):
    if value is None:
        return b"\x00"
    if value is False:
        return b"\x01"
    if value is True:
        return b"\x02"
    if isinstance(value, tuple):  # (scale, unscaled)
        return number(*value)
    if isinstance(value, str):
        return b"\x04" + text(value)
    if isinstance(value, list):
        return b"\x05" + struct.pack(">I", len(value)) + b"".join(json(item) for item in value)
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return b"\x06" + struct.pack(">I", len(value)) + b"".join(text(name) + json(value[name]) for name in names)


def digest(type="load", value=500_000_000, weight=1_000_000, region=None, attributes=None):
    payload = text(type) + struct.pack(">qq", value, weight)
    payload += b"\x00" if region is None else b"\x01" + text(region)
    payload += b"\x00" if attributes is None else b"\x01" + json(attributes)
    return b"\x01" + hashlib.sha256(payload).digest()


def nested(depth):
    value = {}
    for _ in range(depth - 1):
        value = {"a": value}
    return value


CASES = {
    "plain": digest(),
    "value-zero": digest(value=0),
    "value-one": digest(value=1_000_000_000),
    "value-least": digest(value=1),
    "weight-least": digest(weight=1),
    "weight-greatest": digest(weight=1_000_000_000_000),
    "type-unicode": digest(type="t\u0301 \U0001f600\uffff"),
    "type-long": digest(type="\U0001f600" * 128),
    "residency": digest(region="eu-central"),
    "residency-is-not-the-type": digest(type="eu-central", region="load"),
    "attributes-empty": digest(attributes={}),
    "attributes-null": digest(attributes={"a": None}),
    "attributes-booleans": digest(attributes={"f": False, "t": True}),
    "attributes-string-empty": digest(attributes={"": ""}),
    "attributes-string-escapes": digest(attributes={"\u0000\"\\": "\n\u001f/\U0001f600"}),
    "attributes-array": digest(attributes={"a": [None, [], {}, "1", (0, 1)]}),
    "attributes-array-empty": digest(attributes={"a": []}),
    "attributes-object-empty": digest(attributes={"a": {}}),
    "attributes-order": digest(attributes={"b": (0, 2), "a": (0, 1), "\uffee": (0, 4), "\U0001f600": (0, 3)}),
    "attributes-nested": digest(attributes=nested(64)),
    "number-zero": digest(attributes={"n": (0, 0)}),
    "number-one": digest(attributes={"n": (0, 1)}),
    "number-minus-one": digest(attributes={"n": (0, -1)}),
    "number-127": digest(attributes={"n": (0, 127)}),
    "number-128": digest(attributes={"n": (0, 128)}),
    "number-minus-128": digest(attributes={"n": (0, -128)}),
    "number-minus-129": digest(attributes={"n": (0, -129)}),
    "number-tenth": digest(attributes={"n": (1, 1)}),
    "number-hundred": digest(attributes={"n": (-2, 1)}),
    "number-long": digest(attributes={"n": (11, -12345678901234567890_12345678901)}),
    "number-huge-exponent": digest(attributes={"n": (-999_999, 1)}),
    "number-tiny-exponent": digest(attributes={"n": (999_999, 1)}),
    "everything": digest(
        type="temperature",
        value=123_456_789,
        weight=2_500_000,
        region="us-east-1",
        attributes={"unit": "\u00b0C", "raw": (2, 2345), "tags": ["a", True, None], "at": {"lat": (2, 5252)}},
    ),
}

if __name__ == "__main__":
    for name, value in CASES.items():
        print(f"{name}\t{value.hex()}")
