# SPDX-License-Identifier: Apache-2.0
"""From the command to the line that says that the server is ready, with an empty data folder. The first start is not
counted: what it reads is in the system's cache afterwards."""
import json, os, shutil, statistics, subprocess, threading, time
import bench, sides

FOLDER = os.path.join(sides.OUT, 'start')
PATIENCE = 60  # seconds


def ready(command):
    """Starts a server; it, and the seconds until it said that it is ready (None: it ended before)."""
    with open(os.path.join(sides.OUT, 'server-start.log'), 'ab') as errors:
        began = time.monotonic()
        server = bench.launch(command, subprocess.PIPE, errors)
    patience = threading.Timer(PATIENCE, lambda: bench.kill(server))
    patience.start()
    try:
        for line in server.stdout:
            if b'is ready' in line:
                return server, time.monotonic() - began
        return server, None
    finally:
        patience.cancel()


def end(server):
    server.terminate()
    try:
        server.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        bench.kill(server)


def main(file, times=5):
    took = []
    for n in range(times + 1):
        shutil.rmtree(FOLDER, ignore_errors=True)
        server, seconds = ready(sides.ringpost(FOLDER))
        end(server)
        if seconds is None:
            print('bench: the server did not start; why is in', os.path.join(sides.OUT, 'server-start.log'))
            return 1
        if n > 0:
            took.append(seconds)
            with open(file, 'a') as f:
                f.write(json.dumps(dict(scenario='start', name='ringpost', seconds=round(seconds, 3))) + '\n')
    shutil.rmtree(FOLDER, ignore_errors=True)
    print(f'\n| start with an empty data folder | s |\n|---|---|\n| command to ready, {times} times | {statistics.median(took):.2f} ({min(took):.2f}–{max(took):.2f}) |', flush=True)
    return 0
