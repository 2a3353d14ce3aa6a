# SPDX-License-Identifier: Apache-2.0
"""A million registered terminals, each of another member: how many bytes of heap each takes, and for how long the
garbage collector stops the server while 5,000 of them register again each second."""
import json, os, re, subprocess, sys, time
import serving

ADDRESS = '127.10.0.8'
TERMINAL = '127.10.0.3:5070'
LONGEST_PAUSE = 10.0
MOST_BYTES = 500


def members(home, out, count):
    """The folder with so many members: made once, which takes minutes."""
    data = os.path.join(out, f'data-{count}')
    if os.path.exists(os.path.join(data, 'members')):
        return data
    print('bench: bringing in', count, 'members', flush=True)
    file = os.path.join(out, f'members-{count}.csv')
    with open(file, 'w') as f:
        for n in range(10000000, 10000000 + count):
            f.write(f'member{n},pw{n},{n},\n')
    began = time.time()
    subprocess.run([f'{home}/ringpost', 'import', file, '--data', data, '--realm', 'bench.test'], check=True, stdout=subprocess.DEVNULL)
    os.remove(file)
    open(os.path.join(data, 'members'), 'w').close()
    print(f'bench: that took {time.time() - began:.0f} s', flush=True)
    return data


def terminals(home, data):
    """Puts a terminal of each on record, as if all had registered just now."""
    began = time.time()
    jars = f'{home}/end-to-end/target/ringpost-end-to-end-0.1.0-SNAPSHOT.jar:{home}/end-to-end/target/lib/*'
    subprocess.run([os.path.join(os.environ['JAVA_HOME'], 'bin', 'java'), '-cp', jars, 'net.ringpost.bench.Terminals', data, f'{ADDRESS}:5060', TERMINAL],
                   check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    print(f'bench: all are on record, after {time.time() - began:.0f} s', flush=True)


def options():
    return ['--realm', 'bench.test', '--domain', 'bench.test', '--bind', ADDRESS, '--http-port', '18098', '--trusted-peer', '127.10.0.0/16']


def load(here, server, scenario, rate, seconds, count, file):
    """Drives SIPp; what bench.py says of it."""
    subprocess.run([sys.executable, os.path.join(here, 'bench.py'), 'one', '--name', 'ringpost', '--server', f'{ADDRESS}:5060', '--pid', str(server.pid),
                    '--no-prep', '--scenario', scenario, '--rate', str(rate), '--secs', str(seconds), '--users', str(count), '--json', file],
                   check=True, cwd=here, stdin=subprocess.DEVNULL)
    with open(file) as f:
        return json.loads(f.readlines()[-1])


def pauses(log, since):
    """Milliseconds of each time when all of the server's threads stood still, without those that took nothing."""
    with open(log) as f:
        f.seek(since)
        return sorted(int(n) / 1e6 for n in re.findall(r'Safepoint "\w+".*Total: +(\d+) ns', f.read()))


def collected(server):
    """Seconds of processor time of the collector's threads."""
    return sum(float(s) for s in re.findall(r'"(?:GC Thread|G1|VM Thread|Z\w+|XWorker|Shenandoah)[^"]*".*cpu=([\d.]+)ms', server.jcmd('Thread.print'))) / 1e3


def measure(home, here, out, count, rate, warm, seconds, scenarios):
    """Yields one dictionary for the memory, then one for each scenario."""
    data = members(home, out, count)
    terminals(home, data)
    log = os.path.join(out, 'bindings.log')
    with serving.Server(home, os.path.join(out, 'data-empty'), options(), log) as server:
        server.wait(0, 60)
        empty, small = server.heap(), server.pss()
    gc = os.path.join(out, 'safepoints.log')
    with serving.Server(home, data, options(), log, f'-Xlog:safepoint:file={gc}:uptime:filecount=0') as server:
        ready = server.wait(count, 120)
        heap, pss = server.heap(), server.pss()
        with open(os.path.join(out, 'bindings-histogram.txt'), 'w') as f:
            f.write(server.histogram())
        yield dict(scenario='bindings', bindings=count, heap=round((heap - empty) / count, 1), pss=round((pss - small) / count, 1), ready=round(ready, 1))
        for scenario in scenarios:
            load(here, server, scenario, rate, warm, count, os.path.join(out, 'warm.jsonl'))
            since, before = os.path.getsize(gc), collected(server)
            r = load(here, server, scenario, rate, seconds, count, os.path.join(out, 'loads.jsonl'))
            after = collected(server)
            stops = pauses(gc, since)
            at = lambda p: stops[min(len(stops) - 1, int(len(stops) * p))] if stops else 0.0
            yield dict(r, pauses=len(stops), longest=round(at(1), 2), p99=round(at(.99), 2), median=round(at(.5), 2), rss=server.status('VmRSS') // 1024,
                       collector=round((after - before) * 1e6 / max(1, r['ops']), 2))


def kamailio(here, file, count=100000):
    subprocess.run([sys.executable, os.path.join(here, 'bench.py'), 'mem', '--name', 'kamailio', '--server', '127.10.0.1:5060',
                    '--server-cmd', 'env SHM=1024 kamailio/start.sh', '--bindings', str(count), '--rate', '4000', '--json', file],
                   check=True, cwd=here, stdin=subprocess.DEVNULL)
    with open(file) as f:
        r = json.loads(f.readlines()[-1])
    return (r['pss_after_mb'] - r['pss_before_mb']) * 1e6 / max(1, r['ok'])


def main(home, here, out, count, rate, warm, seconds, against, file):
    os.makedirs(out, exist_ok=True)
    bad = 0
    results = measure(home, here, out, count, rate, warm, seconds, ['register'])
    r = next(results)
    theirs = f'{kamailio(here, file):.0f}' if against else '–'
    print('\n| terminals | bytes of heap each | bytes of memory each | kamailio | s to ready |', '|---|---|---|---|---|', sep='\n')
    print(f"| {count} | {r['heap']:.0f} | {r['pss']:.0f} | {theirs} | {r['ready']:.1f} |", flush=True)
    bad += r['heap'] > MOST_BYTES
    with open(file, 'a') as f:
        f.write(json.dumps(r) + '\n')
        print('\n| operation | rate | µs | of that the collector | stops | longest ms | p99 ms | p50 ms | failed |', '|---|---|---|---|---|---|---|---|---|', sep='\n')
        for r in results:
            f.write(json.dumps(r) + '\n')
            print(f"| {r['scenario']} | {rate} | {r['srv_cpu_us_op']:.0f} | {r['collector']:.1f} | {r['pauses']} | {r['longest']:.1f} | {r['p99']:.1f} | {r['median']:.1f} | {r['failed']} |",
                  flush=True)
            bad += r['failed'] + (r['longest'] >= LONGEST_PAUSE)
    return bad
