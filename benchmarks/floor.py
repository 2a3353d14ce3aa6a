# SPDX-License-Identifier: Apache-2.0
"""What a packet in and a packet out cost any server on this machine, which nothing can get below: tools/floor.c."""
import json, os, statistics, subprocess
import bench, sides

ADDRESS = '127.10.0.6:5060'
RATE = 2000


def main(a, file):
    program = os.path.join(sides.OUT, 'floor')
    subprocess.run(['gcc', '-O2', '-o', program, os.path.join(sides.HERE, 'tools', 'floor.c')], check=True)
    host, port = ADDRESS.split(':')
    runs = []
    for _ in range(a.rounds):
        asked = bench.options(['one', '--name', 'floor', '--server', ADDRESS, '--server-cmd', f'{program} {host} {port}', '--users', '10000',
                               '--rate', str(a.rate or RATE), '--secs', str(a.secs), '--json', file])
        server = bench.Server(asked)
        try:
            runs.append(bench.one(asked, server, ['options'])[0])
        finally:
            server.close()
    of = lambda field: statistics.median(r[field] for r in runs)
    print(f"\n| a packet in and a packet out, nothing done | {a.rate or RATE}/s |\n|---|---|\n| µs | {of('srv_cpu_us_op'):.1f} |\n| p50, p99 ms | {of('p50'):.2f}, {of('p99'):.2f} |", flush=True)
    return sum(r['failed'] for r in runs)
