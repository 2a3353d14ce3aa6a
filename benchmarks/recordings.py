# SPDX-License-Identifier: Apache-2.0
"""Simultaneous recordings of voice messages: what one costs the recorder, and how many one core holds. The callers
are a process of their own, so that only the recorder is counted; the kernel's work on the loopback is charged to
who sends. Recordings are written to files and synced once a second, as the server's are."""
import glob, json, os, shutil, subprocess, sys, tempfile


def java(home, *arguments):
    jars = glob.glob(f'{home}/end-to-end/target/ringpost-end-to-end-*.jar')
    return [os.path.join(os.environ['JAVA_HOME'], 'bin', 'java'), '-XX:+UseSerialGC', '-Xmx1500m', '--enable-native-access=ALL-UNNAMED',
            '-cp', ':'.join(jars) + f':{home}/end-to-end/target/lib/*', 'net.ringpost.bench.Recordings', *arguments]


def measure(home, out, kind, calls, warm, seconds):
    folder = tempfile.mkdtemp(prefix='recordings-', dir=out)
    try:
        with open(os.path.join(out, 'recordings.err'), 'a') as errors:
            recorder = subprocess.Popen(java(home, 'recorder', folder), stdout=subprocess.PIPE, stderr=errors, stdin=subprocess.DEVNULL, text=True)
            try:
                port = recorder.stdout.readline().strip()
                subprocess.run(java(home, 'callers', port, kind, str(calls), str(warm), str(seconds)), check=True, timeout=300 + calls / 4 + warm + seconds,
                               stderr=errors, stdin=subprocess.DEVNULL)
                line = recorder.stdout.readline()
                recorder.wait(60)
            finally:
                if recorder.poll() is None:
                    recorder.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return dict(json.loads(line), scenario='recordings', kind=kind, warm=warm)


def main(home, out, calls, warm, seconds, file):
    print('\n| recordings at once | callers | CPU of a core each | one core holds | packets lost |', '|---|---|---|---|---|', sep='\n')
    broken = 0
    for kind in ('encrypted', 'plain'):
        r = measure(home, out, kind, calls, warm, seconds)
        with open(file, 'a') as f:
            f.write(json.dumps(r) + '\n')
        broken += r['broken']
        print(f"| {r['calls']} | {kind} Opus | {r['percentOfCorePerRecording']:.3f} % | {r['recordingsPerCore']:.0f} | {r['packetsLost']} |", flush=True)
    return broken
