# SPDX-License-Identifier: Apache-2.0
"""Where a Ringpost server's processor time goes, by what its threads do."""
import os, re

TICK = 1 / os.sysconf('SC_CLK_TCK')
KINDS = (
    ('collector', re.compile(r'GC |G1 |VM Thread|Z[A-Z]|X[A-Z]|Shen')),
    ('compiler', re.compile(r'C[12] Compiler')),
)
# The one thread of signalling: what it does itself, and what the system does for it.
LOOP = re.compile(r'sip-')
COLUMNS = ('loop', 'kernel', 'collector', 'compiler', 'database', 'others')


def times(processes):
    """Seconds so far of these processes, by column; nothing for a server that has no such loop."""
    sums, looped = dict.fromkeys(COLUMNS, 0.0), False
    for process in processes:
        try:
            with open(f'/proc/{process}/comm') as f:
                database = f.read().strip() in ('mariadbd', 'mysqld')
            tasks = os.listdir(f'/proc/{process}/task')
        except OSError:
            continue
        for task in tasks:
            try:
                with open(f'/proc/{process}/task/{task}/stat') as f:
                    name, rest = f.read().split('(', 1)[1].rsplit(') ', 1)
            except OSError:
                continue
            user, kernel = (int(t) * TICK for t in rest.split()[11:13])
            if not database and LOOP.match(name):
                looped = True
                sums['loop'] += user
                sums['kernel'] += kernel
            else:
                kind = next((k for k, pattern in KINDS if pattern.match(name)), 'others')
                sums['database' if database else kind] += user + kernel
    return sums if looped else {}


def share(before, after, operations):
    """Microseconds for each operation, by column."""
    return {column: round((after[column] - before.get(column, 0)) * 1e6 / max(1, operations), 2) for column in after}


def table(runs, median):
    """Prints a row for each operation; RUNS are Ringpost's, by operation."""
    rows = {name: [r['threads'] for r in rs if r.get('threads')] for name, rs in runs.items()}
    if not any(rows.values()):
        return
    print('\n| of Ringpost\'s µs | loop: Java | loop: kernel | collector | compiler | database | others |\n|---|---|---|---|---|---|---|')
    for name, shares in rows.items():
        if shares:
            print(f'| {name} | ' + ' | '.join(f'{median(shares, column):.1f}' for column in COLUMNS) + ' |', flush=True)
