# SPDX-License-Identifier: Apache-2.0
"""What is left of a server when more comes than it can do: completed calls a second over calls offered. SIPp needs as
much time for a call as the servers do, so the server is held to a part of one core, and SIPp has the others. A call
goes through the server from INVITE to BYE; one that is refused, or lost, or cut off, is not completed."""
import csv, json, os, sys, time
import bench, sides

USERS = 10000
PART = 0.25  # of a core
PERIOD = 10000  # µs; a server that waits for its next part waits less than SIP would notice
TIMES = (0.5, 0.75, 1, 1.25, 1.5, 2, 2.5)  # the rate up to which all were completed
SETTLE, COUNT = 4, 6  # seconds
WARM_RATE, WARM_SECONDS = 1500, 60


class Part:
    """A control group that is allowed so much of a core; of the first or the second kind, as the system has them."""

    def __init__(self):
        old, new = '/sys/fs/cgroup/cpu', '/sys/fs/cgroup'
        self.old = os.path.exists(f'{old}/cpu.cfs_quota_us')
        self.folder = f'{old if self.old else new}/ringpost-bench-{os.getpid()}'
        try:
            if not self.old and 'cpu' not in open(f'{new}/cgroup.subtree_control').read().split():
                raise OSError('cgroup.subtree_control has no cpu')
            os.mkdir(self.folder)
        except OSError as e:
            sys.exit(f'bench: to overload a server it is held to a part of a core by a control group, which cannot be made here: {e}.'
                     ' It takes Linux and root.')

    def write(self, name, value):
        with open(f'{self.folder}/{name}', 'w') as f:
            f.write(str(value))

    def hold(self, pids, part):
        quota = int(PERIOD * part)
        if self.old:
            self.write('cpu.cfs_period_us', PERIOD)
            self.write('cpu.cfs_quota_us', quota)
        else:
            self.write('cpu.max', f'{quota} {PERIOD}')
        for p in pids:
            self.write('cgroup.procs', p)

    def remove(self):
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                return os.rmdir(self.folder)
            except OSError:
                time.sleep(0.1)  # what was in it is still ending


def cores():
    mine = sorted(os.sched_getaffinity(0))
    if len(mine) < 2:
        sys.exit('bench: the server is overloaded on one core, SIPp needs another, and this machine has only one')
    return {mine[-1]}, set(mine[:-1])


def calm(srv):
    """Waits until the server has done with what telephones left behind that were ended in mid-call."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        before = bench.cpu_s([srv.pid])
        time.sleep(1)
        if bench.cpu_s([srv.pid]) - before < PART * 0.15:
            return
    print('bench: the server is still at work 90 s after the last call', file=sys.stderr, flush=True)


def offer(a, srv, rate, on, settle=SETTLE):
    """So many calls a second for a while; what became of those of the later part."""
    d = os.path.join(sides.OUT, 'overload')
    os.makedirs(d, exist_ok=True)
    stat = os.path.join(d, 'uac.stat')
    if os.path.exists(stat):
        os.remove(stat)
    host, port = a.uas.split(':')
    called = bench.spawn(bench.sipp_args(a, 'uas_call.xml', host, int(port), 'u1', None, ['-d', str(a.ring)]), d, 'uas.scr')
    os.sched_setaffinity(called.pid, on)
    time.sleep(0.5)
    caller = bench.spawn(bench.sipp_args(a, 'uac_overload.xml', a.uac_ip, bench.next_port(), 'u1', a.server,
                                         ['-inf', a.csv, '-r', str(rate), '-m', str(rate * 200), '-l', str(rate * 30), '-d', '0', '-recv_timeout', '8000',
                                          '-trace_stat', '-stf', stat, '-fd', '1']), d, 'uac.scr')
    os.sched_setaffinity(caller.pid, on)
    try:
        time.sleep(settle)
        before, theirs_before, began = bench.cpu_s([srv.pid]), bench.cpu_s([caller.pid, called.pid]), time.monotonic()
        time.sleep(COUNT + 0.5)  # SIPp's lines come late under load
        seconds = time.monotonic() - began
        used, theirs = (bench.cpu_s([srv.pid]) - before) / seconds, (bench.cpu_s([caller.pid, called.pid]) - theirs_before) / seconds
    finally:
        for process in (caller, called):
            process.kill()
            process.wait()
    calm(srv)
    return dict(seen(stat, settle), rate=rate, server_core=round(used, 3), sipp_cores=round(theirs, 3))


def seen(stat, settle):
    """What was counted between two lines of SIPp's, for one second."""
    with open(stat) as f:
        lines = list(csv.DictReader(f, delimiter=';'))
    if len(lines) < settle + COUNT:
        sys.exit(f'bench: SIPp did not go on; why is in {os.path.dirname(stat)}')
    first, last = lines[settle - 1], lines[settle - 1 + COUNT]
    clock = lambda line: float(line['CurrentTime'].split('\t')[-1])
    each = lambda name: round((int(last[name]) - int(first[name])) / (clock(last) - clock(first)), 1)
    return dict(offered=each('TotalCallCreated'), completed=each('GenericCounter1(C)'), refused=each('GenericCounter2(C)'),
                otherwise=each('GenericCounter3(C)'), failed=each('FailedCall(C)'), repeated=each('Retransmissions(C)'))


def best(a, srv, on):
    """Raises the rate until it is too much; the most that was completed."""
    rate, most, missed = 300, 0, 0
    for _ in range(14):
        r = offer(a, srv, rate, on)
        most = max(most, r['completed'])
        print(f"bench: {rate} offered: {r['completed']} completed", file=sys.stderr, flush=True)
        missed = missed + 1 if r['completed'] < 0.93 * rate else 0
        if missed == 2:  # once may be the machine's fault
            break
        if not missed:
            rate = int(rate * (1.6 if r['server_core'] < PART * 0.6 else 1.15))
    return most


def curve(name, address, command, warm, file):
    """Each point as it is known."""
    on, others = cores()
    a = bench.options(['one', '--name', name, '--server', address, '--server-cmd', command, '--scenario', 'callrr', '--users', str(USERS), '--json', '', '--no-pss', '--no-rtt', '--no-errlog'])
    part = Part()
    try:
        srv = bench.Server(a)
        try:
            bench.prep(a, srv)
            if warm:
                bench.drive(a, srv, 'callrr', 1500, int(1500 * warm), quiet=True)
            for p in bench.tree(srv.pid):
                for t in os.listdir(f'/proc/{p}/task'):
                    os.sched_setaffinity(int(t), on)
            part.hold(bench.tree(srv.pid), PART)
            # What a server does only when it is overloaded is to be warm too.
            if warm:
                offer(a, srv, WARM_RATE, others, WARM_SECONDS)
            top = best(a, srv, others)
            rates, seen_best = [round(top * times) for times in TIMES], top
            while rates:
                r = dict(offer(a, srv, max(1, rates.pop(0)), others), scenario='overload', name=name)
                seen_best = max(seen_best, r['completed'])
                if not rates and r['rate'] < 1.95 * seen_best:
                    rates = [round(2 * seen_best)]  # more could be done than had been found
                with open(file, 'a') as f:
                    f.write(json.dumps(r) + '\n')
                yield r
        finally:
            part.hold([], os.cpu_count())  # it ends at full speed
            srv.close()
    finally:
        part.remove()


def draw(runs):
    """The curve in plain text: one line a point."""
    most = max(r['completed'] for r in runs)
    for name in dict.fromkeys(r['name'] for r in runs):
        print(f'\n{name}: completed calls a second')
        for r in runs:
            if r['name'] == name:
                print(f"{r['offered']:6.0f} offered |{'#' * round(50 * r['completed'] / most):50s}| {r['completed']:.0f}")


def main(a, file, against):
    print(f'\n| calls, the server held to {PART:.0%} of a core | offered a second | × best | completed | of the best | refused by 503 | sent again | core of SIPp |\n|---|---|---|---|---|---|---|---|')
    sidesof = [('ringpost', sides.RINGPOST, sides.ringpost(sides.members(USERS, 'data'), '--record-route', 'always'), a.warm)]
    if against:
        sidesof.append(('kamailio', sides.KAMAILIO, sides.kamailio('WITH_RR'), a.warm))
    all_of, weak = [], 0
    for side in sidesof:
        runs = list(curve(*side, file))
        top = max(r['completed'] for r in runs)
        for r in runs:
            print(f"| {r['name']} | {r['offered']:.0f} | {r['offered'] / top:.2f} | {r['completed']:.0f} | {r['completed'] / top:.0%} | {r['refused']:.0f} | {r['repeated']:.0f} | {r['sipp_cores']:.2f} |", flush=True)
        beyond = [r for r in runs if r['offered'] >= 1.9 * top]
        if side[0] == 'ringpost':
            # Without a point that far out, nothing is known of it.
            weak += sum(r['completed'] < 0.8 * top for r in beyond) + (not beyond)
        all_of += runs
    draw(all_of)
    return weak
