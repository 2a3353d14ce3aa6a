# SPDX-License-Identifier: Apache-2.0
"""What it costs that a registration is on the disk before it is acknowledged, and how much of that is the database's:
Ringpost's terminals are each time somewhere else (move), so that each is stored; Kamailio writes each through to a
MariaDB of its own, or keeps it in memory only."""
import json, statistics
import bench, sides

RATE = 1000


def measure(what, server, command, scenario, a, warm, database):
    words = ['one', '--name', what.split(',')[0], '--server', server, '--server-cmd', command, '--scenario', scenario, '--rate', str(a.rate or RATE),
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
    return dict(r, scenario='durable', what=what, database=database_us, together=r['srv_cpu_us_op'] + r['also_cpu_us_op'])


def main(a, file, against):
    print('\n| a REGISTER (401 + 200) | rate | together µs | of that the database | p50 ms | p99 ms | failed |', '|---|---|---|---|---|---|---|', sep='\n')
    runs = {}
    for _ in range(a.rounds):
        for r in round_of(a, against):
            with open(file, 'a') as f:
                f.write(json.dumps(r) + '\n')
            runs.setdefault(r['what'], []).append(r)
    median = lambda what, field: statistics.median([r[field] or 0 for r in runs[what]])
    for what, rs in runs.items():
        all_of = [r['together'] for r in rs]
        print(f"| {what} | {a.rate or RATE} | {median(what, 'together'):.0f} ({min(all_of):.0f}–{max(all_of):.0f}) | {median(what, 'database'):.0f}"
              f" | {median(what, 'p50'):.2f} | {median(what, 'p99'):.2f} | {sum(r['failed'] for r in rs)} |")
    if against:
        ours, through, memory = runs
        print(f"bench: the database's part is {median(ours, 'database') / median(through, 'database'):.2f} of Kamailio's write-through;"
              f" all of it {median(ours, 'together') / median(through, 'together'):.2f} of that, and"
              f" {median(ours, 'together') / median(memory, 'together'):.2f} of Kamailio's memory only")
    return sum(r['failed'] for rs in runs.values() for r in rs)


def round_of(a, against):
    yield measure('ringpost, each stored', sides.RINGPOST, sides.ringpost(sides.members(10000, 'data')), 'move', a, a.warm, None)
    if against:
        with sides.KamailiosDatabase() as database:
            # The same terminal again is a row changed; one that moved would be a row removed and one added.
            # The first 10,000 are rows added, and are not counted.
            yield measure('kamailio, write-through', sides.KAMAILIO, sides.kamailio('WITH_MYSQL', 'DBMODE=1'), 'register', a, max(a.warm, 10000 / (a.rate or RATE) + 2), database)
        yield measure('kamailio, memory only', sides.KAMAILIO, sides.kamailio(), 'register', a, a.warm, None)
