# SPDX-License-Identifier: Apache-2.0
"""A million registered terminals, each of another member: how many bytes of heap each takes, its member's included,
and for how long the garbage collector stops the server while 5,000 of them register again each second."""
import json, os, re, subprocess, time
import bench, serving, sides

ADDRESS = '127.10.0.8'
TERMINAL = '127.10.0.3:5070'
LONGEST_PAUSE = 10.0  # milliseconds
MOST_BYTES = 500
RATE = 5000


def terminals(data):
    """Puts a terminal of each on record, as if all had just registered; they last longer than this measurement."""
    done = os.path.join(data, 'terminals')
    if os.path.exists(done) and time.time() - os.path.getmtime(done) < 1800:
        return
    began = time.time()
    jars = f'{sides.HOME}/end-to-end/target/ringpost-end-to-end-0.1.0-SNAPSHOT.jar:{sides.HOME}/end-to-end/target/lib/*'
    subprocess.run([os.path.join(os.environ['JAVA_HOME'], 'bin', 'java'), '-cp', jars, 'net.ringpost.bench.Terminals', data, f'{ADDRESS}:5060', TERMINAL],
                   check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    open(done, 'w').close()
    print(f'bench: all terminals are on record, after {time.time() - began:.0f} s', flush=True)


def load(server, scenario, rate, seconds, count):
    """Drives SIPp; what bench.py says of it."""
    asked = bench.options(['one', '--name', 'ringpost', '--server', f'{ADDRESS}:5060', '--pid', str(server.pid), '--users', str(count), '--json', '/dev/null'])
    return bench.drive(asked, bench.Server(asked), scenario, rate, int(rate * seconds))


def pauses(log, since):
    """Milliseconds of each time when all of the server's threads stood still."""
    with open(log) as f:
        f.seek(since)
        return sorted(int(n) / 1e6 for n in re.findall(r'Safepoint "\w+".*Total: +(\d+) ns', f.read()))


def measure(count, rate, warm, seconds, scenarios):
    """Yields one dictionary for the memory, then one for each scenario."""
    data = sides.members(count, f'data-{count}')
    terminals(data)
    log, stops = os.path.join(sides.OUT, 'bindings.log'), os.path.join(sides.OUT, 'safepoints.log')
    with serving.Server(os.path.join(sides.OUT, 'data-empty'), ADDRESS, log) as server:
        server.wait(0, 60)
        server.idle()
        empty, small = server.heap(), server.pss()
    with serving.Server(data, ADDRESS, log, f'-Xlog:safepoint:file={stops}:uptime:filecount=0') as server:
        ready = server.wait(count, 180)
        server.idle()
        heap, pss = server.heap(), server.pss()
        yield dict(scenario='bindings', bindings=count, heap=round((heap - empty) / count, 1), pss=round((pss - small) / count, 1), ready=round(ready, 1))
        for scenario, per_second in scenarios or [('register', rate)]:
            load(server, scenario, per_second, warm, count)
            since, before = os.path.getsize(stops), server.collector()
            r = load(server, scenario, per_second, seconds, count)
            took = server.collector() - before
            all_of = pauses(stops, since)
            at = lambda p: round(all_of[min(len(all_of) - 1, int(len(all_of) * p))], 2) if all_of else 0.0
            yield dict(r, pauses=len(all_of), longest=at(1), p99_pause=at(.99), median_pause=at(.5), collector=round(took * 1e6 / max(1, r['ops']), 2),
                       rss=server.status('VmRSS') // 1024)


def kamailio(count=100000):
    """Bytes of memory that each registration takes there."""
    asked = bench.options(['one', '--name', 'kamailio', '--server', sides.KAMAILIO, '--server-cmd', sides.kamailio(), '--users', str(count), '--json', '/dev/null'])
    server = bench.Server(asked)
    try:
        r = bench.drive(asked, server, 'register', 4000, count)
    finally:
        server.close()
    return (r['pss_after_mb'] - r['pss_before_mb']) * 1e6 / max(1, r['ok'])


def main(a, file, against, count=1000000):
    bad = 0
    with open(file, 'a') as f:
        for r in measure(count, RATE, a.warm, max(a.secs, 20), []):
            f.write(json.dumps(r) + '\n')
            if r['scenario'] == 'bindings':
                theirs = f'{kamailio():.0f}' if against else '–'
                print('\n| terminals | heap each, bytes | memory each, bytes | kamailio | s from command to ready |', '|---|---|---|---|---|', sep='\n')
                print(f"| {count} | {r['heap']:.0f} | {r['pss']:.0f} | {theirs} | {r['ready']:.1f} |", flush=True)
                bad += r['heap'] > MOST_BYTES
                print('\n| with these in memory | rate | µs | of that the collector | stops | longest ms | p99 ms | median ms | failed |',
                      '|---|---|---|---|---|---|---|---|---|', sep='\n')
            else:
                print(f"| {r['scenario']} | {r['offered']} | {r['srv_cpu_us_op']:.0f} | {r['collector']:.1f} | {r['pauses']} | {r['longest']:.1f}"
                      f" | {r['p99_pause']:.1f} | {r['median_pause']:.1f} | {r['failed']} |", flush=True)
                # The collector must have been at work, else nothing is known of its stops.
                bad += r['failed'] + (r['longest'] >= LONGEST_PAUSE) + (r['pauses'] == 0)
    return bad
