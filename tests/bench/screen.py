#!/usr/bin/env python3
"""What the screens cost, against an empty program on the same terminal library (floor.c), in one run.

    make bench-screen          on the demo
    make bench-screen LARGE=1  on a thousand audits too (made first; takes a minute and 230 MB)

Both run in turn in a pty of 120x40, so that a machine whose speed drifts slows both. Printed are medians
and their ratios: from the start to the first painted letter, from a key to the end of its repainting (and
the 99th percentile of that), and the peak of memory."""

import fcntl
import os
import pty
import re
import select
import statistics
import struct
import sys
import tempfile
import termios
import time

ROUNDS, KEYS = 9, 60
ESCAPES = re.compile(rb"\x1b(\[[0-9;?]*[ -/]*[@-~]|[()][A-Za-z0-9]|[=>78])")


def start(command):
    began = time.monotonic()
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
        os.execvp(command[0], command)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    return pid, fd, began


def read_until_quiet(fd, first, quiet):
    """The time of the first visible letter and of the last byte, None if nothing came."""
    seen, painted, last, wait = b"", None, None, first
    while select.select([fd], [], [], wait)[0]:
        try:
            data = os.read(fd, 65536)
        except OSError:
            break
        if not data:
            break
        last, wait = time.monotonic(), quiet
        seen += data
        if painted is None and ESCAPES.sub(b"", seen).strip():
            painted = last
    return painted, last


def peak(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def one(command, setup, leave):
    pid, fd, began = start(command)
    painted, _ = read_until_quiet(fd, 10, 0.3)
    for key in setup:
        os.write(fd, key)
        read_until_quiet(fd, 0.5, 0.1)
    times = []
    for number in range(KEYS):
        sent = time.monotonic()
        os.write(fd, b"jk"[number % 2 : number % 2 + 1])
        _, last = read_until_quiet(fd, 0.5, 0.03)
        if last is not None:
            times.append((last - sent) * 1000)
    memory = peak(pid)
    os.write(fd, leave)
    read_until_quiet(fd, 0.5, 0.05)
    os.close(fd)
    os.waitpid(pid, 0)
    return (painted - began) * 1000, times, memory


def compare(title, ours, floor):
    starts, keys, memory = ([], []), ([], []), ([], [])
    for _ in range(ROUNDS):
        for side, run in enumerate((ours, floor)):
            begun, times, used = one(*run)
            starts[side].append(begun)
            keys[side].extend(times)
            memory[side].append(used)
    rows = [("start to first paint, ms", *map(statistics.median, starts)),
            ("key to end of repaint, ms", *map(statistics.median, keys)),
            ("the same, 99 of 100, ms", *(statistics.quantiles(times, n=100)[98] for times in keys)),
            ("memory at most, MB", *(max(used) / 1024 for used in memory))]
    print(f"{title:28} {'auditwalk':>10} {'floor':>10} {'ratio':>7}")
    for name, a, b in rows:
        print(f"  {name:26} {a:10.2f} {b:10.2f} {a / b:7.2f}")


# What a key of the register costs where the list is long: name, the keys before it, the key.
REGISTER = [("opens", [], b"B"), ("page down", [b"B"], b"\x1b[6~"),
            ("page down, deep", [b"B", b"G"] + 20 * [b"\x1b[5~"], b"\x1b[6~"),
            ("last row", [b"B"], b"G"), ("first row", [b"B", b"G"], b"g"),
            ("another order", [b"B"], b"s"), ("all, not only open", [b"B"], b"o")]


def single(command, setup, key, leave):
    """The time from one key to the end of its repainting, and the peak of memory."""
    pid, fd, _ = start(command)
    read_until_quiet(fd, 10, 0.3)
    for before in setup:
        os.write(fd, before)
        read_until_quiet(fd, 1, 0.1)
    sent = time.monotonic()
    os.write(fd, key)
    _, last = read_until_quiet(fd, 2, 0.15)
    memory = peak(pid)
    os.write(fd, leave)
    read_until_quiet(fd, 0.5, 0.05)
    os.close(fd)
    os.waitpid(pid, 0)
    return ((last or time.monotonic()) - sent) * 1000, memory


def register(command, floor):
    print(f"{'the register, by one key, ms':28} {'auditwalk':>10} {'floor':>10} {'ratio':>7}")
    most = 0
    for name, setup, key in REGISTER:
        ours, empty = [], []
        for _ in range(ROUNDS):
            took, memory = single(command, setup, key, b"Q")
            ours.append(took)
            most = max(most, memory)
            empty.append(single([floor], [], b"j", b"q")[0])
        a, b = statistics.median(ours), statistics.median(empty)
        print(f"  {name:26} {a:10.2f} {b:10.2f} {a / b:7.2f}")
    print(f"  memory at most, MB         {most / 1024:10.2f}")


def main(program, floor, large):
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_DATA_HOME"] = place
        for scale in ("small", "large") if large else ("small",):
            file = os.path.join(place, scale + ".audit")
            if os.spawnl(os.P_WAIT, program, program, "demo", file, "--scale", scale) != 0:
                return 1
            compare(f"{scale}: the audits", ([program, file], [], b"q"), ([floor], [], b"q"))
            compare(f"{scale}: the walk", ([program, file], [b"\r"], b"qq"), ([floor, "detail"], [], b"q"))
            if scale == "large":
                compare("large: the register", ([program, file], [b"B"], b"Q"), ([floor], [], b"q"))
                register([program, file], floor)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], len(sys.argv) > 3 and sys.argv[3] != ""))
