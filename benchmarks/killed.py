# SPDX-License-Identifier: Apache-2.0
"""How many acknowledged registrations a kill -9 loses. Terminals of numbers that were never registered come, until the
server and its database are killed at some moment; after a new start each number whose REGISTER was answered with 200
is called, and must be known. Kamailio writes back each ten seconds, which is what it does at this speed."""
import json, os, random, shutil, threading, time
import bench, sides

NUMBERS, OLD = 100000, 20000  # the first are registered before, for the server to be warm


def ask(name, server, command, users, first, *more):
    asked = bench.options(['one', '--name', name, '--server', server, '--server-cmd', command, '--users', str(users), '--user-base', str(first),
                           '--ready-timeout', '90', '--json', '', *more])
    asked.rtt = asked.pss = False
    return asked


def told(asked, server, scenario, rate, calls, **more):
    """The numbers that were answered as they should be."""
    log = os.path.join(sides.OUT, 'answered.log')
    if os.path.exists(log):
        os.remove(log)
    bench.drive(asked, server, scenario, rate, calls, quiet=True, more=['-trace_logs', '-log_file', log], **more)
    with open(log) as f:
        return {line.strip() for line in f if line.strip()}


def look(asked, numbers, rate):
    """Starts it again and calls each of these; the seconds until it answered, and the numbers that are there."""
    server = bench.Server(asked)
    try:
        there = called(asked, server, numbers, rate)
        # A server that has just been started may not keep pace: who did not answer is called again, slowly.
        for _ in range(2):
            if numbers - there:
                there |= called(asked, server, numbers - there, 200)
        return server.start_s, there
    finally:
        server.close()


def called(asked, server, numbers, rate):
    csv = os.path.join(sides.OUT, 'called.csv')
    with open(csv, 'w') as f:
        f.write('SEQUENTIAL\n')
        f.writelines(f'{n};;{n};\n' for n in sorted(numbers))
    return told(asked, server, 'redirect', rate, len(numbers), csv=csv)


def once(name, address, command, rate):
    old = ask(name, address, command, OLD, sides.FIRST)
    new = ask(name, address, command, NUMBERS - OLD, sides.FIRST + OLD)
    server = bench.Server(old)
    known = told(old, server, 'register', rate, OLD)
    if len(known) < OLD:
        print(f'bench: {name} registered {len(known)} of {OLD} terminals before it was to be killed')
    seconds = random.uniform(8, 20)
    killer = threading.Timer(seconds, bench.kill, [server.proc])
    killer.start()
    came = told(new, server, 'register', rate, min(NUMBERS - OLD, int(rate * (seconds + 1))))
    killer.join()
    back, there = look(new, known | came, rate)
    lost = len((known | came) - there)
    return dict(scenario='killed', name=name, rate=rate, seconds=round(seconds, 1), acknowledged=len(known) + len(came), under_way=len(came), lost=lost, back_s=round(back, 1))


def main(a, file, against, rate=2000):
    print('\n| killed under REGISTER of new terminals | rate | acknowledged | of those after warm-up | lost | answers again after s |\n|---|---|---|---|---|---|')
    lost = 0
    fresh = sides.members(NUMBERS, 'data-100000')
    for _ in range(a.rounds):
        for r in round_of(fresh, rate, against):
            with open(file, 'a') as f:
                f.write(json.dumps(r) + '\n')
            print(f"| {r['name']} | {rate} | {r['acknowledged']} | {r['under_way']} | {r['lost']} | {r['back_s']} |", flush=True)
            # None acknowledged would be none lost.
            lost += (r['lost'] or r['under_way'] < rate) if r['name'] == 'ringpost' else 0
    return lost


def round_of(fresh, rate, against):
    data = sides.copy(fresh, 'killed')
    r = once('ringpost', sides.RINGPOST, sides.ringpost(data, '--reach', 'handover'), rate)
    if not r['lost']:  # else it is there to be looked at
        shutil.rmtree(data)
    yield r
    if against:
        with sides.KamailiosDatabase():
            yield once('kamailio', sides.KAMAILIO, sides.kamailio('WITH_MYSQL', 'DBMODE=2', 'ULTIMER=10', 'WITH_REDIRECT'), rate)
