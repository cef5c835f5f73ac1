"""forge.py - a batch that no door of the program would let through, signed with a laptop's real key.

    forge.py AUDIT-FILE DEVICE-KEY KIND

appends it to the log of the file, as a patched program would: KIND is "texts" (terminal escapes, bidi
controls, paths), "bytes" (text that is no UTF-8), "size" (an operation that announces more than there
is) or "stranger" (signed with another key). Needs Python's sqlite3 and libsodium.
"""

import ctypes
import hashlib
import sqlite3
import sys

sodium = ctypes.CDLL("libsodium.so.23")
ESCAPES = "\x1b[2J\x1b]0;owned\x07 \u202egnp.exe\u2066 \x9b31m C1"


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for extra, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes([major << 5 | extra]) + number.to_bytes(size, "big")
    raise ValueError(number)


class Raw(bytes):
    """Encoded already."""


def encode(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, Raw):
        return bytes(value)
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        data = value.encode()
        return head(3, len(data)) + data
    return head(4, len(value)) + b"".join(encode(item) for item in value)


def blake(data):
    return hashlib.blake2b(data, digest_size=32).digest()


def key_of(path):
    seed = bytes.fromhex(open(path, encoding="utf-8").read().split("seed ")[1].split("\n")[0])
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
    sodium.crypto_sign_seed_keypair(public, secret, seed)
    return public.raw, secret.raw


def sign(secret, message):
    signature = ctypes.create_string_buffer(64)
    sodium.crypto_sign_detached(signature, None, message, ctypes.c_ulonglong(len(message)), secret)
    return signature.raw


def operations(kind, audit, attached):
    finding, evidence, attachment = (hashlib.md5(kind.encode() + word).digest()
                                     for word in (b"finding", b"evidence", b"attachment"))
    if kind == "bytes":
        return [[25, finding, 16, Raw(head(3, 3) + b"a\xff\xfe"), []]]
    if kind == "size":
        return [[25, finding, 16, Raw(head(3, 1 << 40) + b"short"), []]]
    return [
        [16, audit, 16, "scope" + ESCAPES, []],
        [23, attachment, 10, evidence, []], [23, attachment, 11, attached[0], []],
        [23, attachment, 12, attached[1], []],
        [23, attachment, 13, "../../../../tmp/auditwalk-owned" + ESCAPES, []],
        [23, attachment, 15, attached[2], []], [23, attachment, 16, 0, []],
        [22, evidence, 10, audit, []], [22, evidence, 11, "E-evil-1", []],
        [22, evidence, 12, "photo", []], [22, evidence, 13, "title" + ESCAPES, []],
        [22, evidence, 14, "detail" + ESCAPES, []],
        [25, finding, 10, audit, []], [25, finding, 11, "F-evil-1" + ESCAPES, []],
        [25, finding, 13, "minor", []], [25, finding, 15, "=cmd|' /C calc'!A0" + ESCAPES, []],
        [25, finding, 16, "=HYPERLINK(\"http://x\")" + ESCAPES, []], [25, finding, 34, "raised", []],
    ]


def main(path, key, kind):
    sodium.sodium_init()
    public, secret = key_of(key)
    device = blake(public)[:16]
    db = sqlite3.connect(path)

    def ask(sql, *values):
        return db.execute(sql, values).fetchone()

    file_id = ask("select id from audit_file")[0]
    audit = ask("select id from audit")[0]
    scope, epoch, sequence, previous = ask(
        "select scope, epoch, sequence, name from batch where device = ? and scope = ?"
        " order by epoch desc, sequence desc limit 1", device, audit)
    prior = ask("select name from batch where device = ? order by epoch desc, lamport desc, id desc"
                " limit 1", device)[0]
    lamport = ask("select max(lamport) from batch")[0] + 1
    attached = ask("select hash, sha256, size from object order by size limit 1")
    body = encode(["auditwalk-batch-1", file_id, scope, device, epoch, sequence + 1, previous, prior,
                   lamport, 1773300000000, 0, None, "label" + ESCAPES,
                   operations(kind, audit, attached)])
    if kind == "stranger":
        secret = stranger_secret()
    data = encode([body, sign(secret, b"auditwalk-batch-1\0" + body)])
    db.execute("insert into batch (name, scope, device, epoch, sequence, lamport, bytes)"
               " values (?, ?, ?, ?, ?, ?, ?)",
               (blake(data), scope, device, epoch, sequence + 1, lamport, data))
    db.execute("update chain set sequence = ?, head = ?, lamport = ?"
               " where scope = ? and device = ? and epoch = ?",
               (sequence + 1, blake(data), lamport, scope, device, epoch))
    db.commit()


def stranger_secret():
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
    sodium.crypto_sign_seed_keypair(public, secret, b"s" * 32)
    return secret.raw


main(*sys.argv[1:])
