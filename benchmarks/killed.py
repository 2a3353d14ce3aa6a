# SPDX-License-Identifier: Apache-2.0
"""How many acknowledged registrations a kill -9 loses. Terminals of numbers that were never registered come, until the
server and its database are killed at some moment; after a new start each number whose REGISTER was answered with 200
is called, and must be known. Kamailio writes back each ten seconds, which is what it does at this speed."""
import json, os, random, shutil, threading, time
import bench, sides

NUMBERS, OLD = 100000, 20000  # the first are registered before, for the server to be warm


def ask(name, server, command):
    asked = bench.options(['one', '--name', name, '--server', server, '--server-cmd', command, '--ready-timeout', '90', '--json', ''])
    asked.rtt = asked.pss = asked.errlog = False
    return asked


def told(asked, server, scenario, rate, numbers):
    """Which of these numbers were answered as they should be."""
    log, csv = os.path.join(sides.OUT, 'answered.log'), os.path.join(sides.OUT, 'asked.csv')
    with open(csv, 'w') as f:
        f.write('SEQUENTIAL\n')
        f.writelines(f'{n};pw{n};{n};[authentication username={n} password=pw{n}]\n' for n in numbers)
    if os.path.exists(log):
        os.remove(log)
    bench.drive(asked, server, scenario, rate, len(numbers), csv=csv, quiet=True, more=['-trace_logs', '-log_file', log])
    with open(log) as f:
        return {int(line) for line in f if line.strip()}


def told_in_the_end(asked, server, scenario, rate, numbers):
    """A server that has just been started may not keep pace: who was not answered asks again, slowly."""
    answered = told(asked, server, scenario, rate, numbers)
    for _ in range(2):
        left = sorted(set(numbers) - answered)
        if left:
            answered |= told(asked, server, scenario, 300, left)
    return answered


def look(asked, numbers, rate):
    """Starts it again and calls each of these; the seconds until it answered, and the numbers that are there."""
    server = bench.Server(asked)
    try:
        return server.start_s, told_in_the_end(asked, server, 'redirect', rate, sorted(numbers))
    finally:
        server.close()


def once(name, address, command, rate):
    asked = ask(name, address, command)
    server = bench.Server(asked)
    known = told_in_the_end(asked, server, 'register', rate, range(sides.FIRST, sides.FIRST + OLD))
    seconds = random.uniform(8, 20)
    killer = threading.Timer(seconds, bench.kill, [server.proc])
    killer.start()
    new = range(sides.FIRST + OLD, sides.FIRST + OLD + int(rate * (seconds + 1)))
    came = told(asked, server, 'register', rate, new)
    killer.join()
    back, there = look(asked, known | came, rate)
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
