# SPDX-License-Identifier: Apache-2.0
"""Simultaneous recordings of voice messages: what one costs the recorder, and how many one core holds with no packet
lost. The recorder is held to one core and the callers to the others, so that only the recorder is counted; the
kernel's work on the loopback is charged to who sends. Recordings are encrypted, written to files and synced once a
second, as the server's are. More and more calls are made until the recorder loses a packet or falls behind."""
import glob, json, os, shutil, subprocess, sys, tempfile


def cores():
    """The recorder's one, and the callers'."""
    if not hasattr(os, 'sched_setaffinity'):
        sys.exit('bench: recordings are measured on one core, and this system cannot hold a process to one: use Linux')
    mine = sorted(os.sched_getaffinity(0))
    if len(mine) < 2:
        sys.exit('bench: recordings are measured on one core, the callers need another, and this machine has only one')
    return {mine[-1]}, set(mine[:-1])


def huge_pages():
    """As the launcher does for a server."""
    try:
        with open('/sys/kernel/mm/transparent_hugepage/enabled') as f:
            return [] if '[never]' in f.read() else ['-XX:+UseTransparentHugePages']
    except FileNotFoundError:
        return []


def java(home, *arguments):
    jars = glob.glob(f'{home}/end-to-end/target/ringpost-end-to-end-*.jar')
    return [os.path.join(os.environ['JAVA_HOME'], 'bin', 'java'), '-XX:+UseSerialGC', '-Xmx1500m', *huge_pages(), '--enable-native-access=ALL-UNNAMED',
            '-cp', ':'.join(jars) + f':{home}/end-to-end/target/lib/*', 'net.ringpost.bench.Recordings', *arguments]


def measure(home, out, kind, calls, step, warm, seconds):
    """Yields what was counted with so many calls, then with STEP more, to the first number that was too much."""
    its, theirs = cores()
    folder = tempfile.mkdtemp(prefix='recordings-', dir=out)
    try:
        with open(os.path.join(out, 'recordings.err'), 'a') as errors:
            run = lambda on, **more: lambda *what: subprocess.Popen(java(home, *what), stderr=errors, stdin=subprocess.DEVNULL, text=True,
                                                                    preexec_fn=lambda: os.sched_setaffinity(0, on), **more)
            recorder = run(its, stdout=subprocess.PIPE)('recorder', folder)
            callers = None
            try:
                port = recorder.stdout.readline().strip()
                callers = run(theirs)('callers', port, kind, str(calls), str(step), str(warm), str(seconds))
                for line in recorder.stdout:
                    yield dict(json.loads(line), scenario='recordings', kind=kind, warm=warm)
                if callers.wait(60) != 0 or recorder.wait(60) != 0:
                    sys.exit('bench: the recordings could not be measured; why is in ' + errors.name)
            finally:
                for process in (callers, recorder):
                    if process and process.poll() is None:
                        process.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(home, out, calls, step, warm, seconds, file):
    print('\n| recordings at once, on one core | callers | CPU of the core | each | packets lost | behind |', '|---|---|---|---|---|---|', sep='\n')
    broken = 0
    # Encrypting is a third of the work.
    for kind, first in (('encrypted', calls), ('plain', calls * 3 // 2)):
        held = 0
        for r in measure(home, out, kind, first, step, warm, seconds):
            with open(file, 'a') as f:
                f.write(json.dumps(r) + '\n')
            broken += r['broken']
            held = r['calls'] if r['kept'] else held
            print(f"| {r['calls']} | {kind} Opus | {r['percentOfCore']:.0f} % | {r['percentOfCorePerRecording']:.3f} % | {r['packetsLost']} | {r['behindMillis']} ms |", flush=True)
        print(f'bench: one core holds {held} recordings of {kind} Opus' if held else f'bench: one core does not hold {first} recordings of {kind} Opus', flush=True)
    return broken
