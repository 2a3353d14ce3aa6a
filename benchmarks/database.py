# SPDX-License-Identifier: Apache-2.0
"""What an operation costs a server and its database together, and how much of that is the database's."""
import json, statistics
import bench


def measure(what, server, command, scenario, rate, a, warm, database=None):
    """One run; database: that of Kamailio, if it has one."""
    words = ['one', '--name', what.split(',')[0], '--server', server, '--server-cmd', command, '--scenario', scenario, '--rate', str(rate),
             '--secs', str(a.secs), '--warm', str(warm), '--users', '10000', '--json', '/dev/null']
    if database:
        words += ['--also', str(database.process.pid)]
    asked = bench.options(words)
    server = bench.Server(asked)
    try:
        r = bench.one(asked, server, [scenario])[0]
    finally:
        server.close()
    # Ringpost's database is its child, Kamailio's is ours.
    database_us = r['db_cpu_us_op'] + r['also_cpu_us_op']
    return dict(r, what=what, database=database_us, together=r['srv_cpu_us_op'] + r['also_cpu_us_op'])


def behind(r):
    """Whether the run did so much less than was asked for that it is no comparison."""
    return r['rate'] < 0.95 * r['offered']


def table(operation, name, round_of, rate, rounds, file):
    """Prints it: each of the runs that round_of() gives, medians over the rounds. How many operations failed, and what is asked for
    of(what, field): the median of one field."""
    print(f'\n| {operation} | rate | together µs | of that the database | p50 ms | p99 ms | failed |', '|---|---|---|---|---|---|---|', sep='\n')
    runs = {}
    for _ in range(rounds):
        for r in round_of():
            with open(file, 'a') as f:
                f.write(json.dumps(dict(r, scenario=name)) + '\n')
            runs.setdefault(r['what'], []).append(r)
    of = lambda what, field: statistics.median([r[field] or 0 for r in runs[what]])
    for what, rs in runs.items():
        all_of = [r['together'] for r in rs]
        print(f"| {what} | {rate} | {of(what, 'together'):.0f} ({min(all_of):.0f}–{max(all_of):.0f}) | {of(what, 'database'):.0f}"
              f" | {of(what, 'p50'):.2f} | {of(what, 'p99'):.2f} | {sum(r['failed'] for r in rs)} |")
    slow = [r for rs in runs.values() for r in rs if behind(r)]
    for r in slow:
        print(f"bench: no comparison, {r['what']} did {r['rate']:.0f} of {r['offered']} a second")
    return sum(r['failed'] for rs in runs.values() for r in rs) + len(slow), of
