# SPDX-License-Identifier: Apache-2.0
"""An hour at 60 % of what this machine can do: registrations, calls and messages side by side. Each minute it is
looked at what the server holds; in the end, whether anything grew and whether anything failed."""
import json, os, shutil, signal, statistics, subprocess, time
import bench, serving, sides

ADDRESS = '127.10.0.8'
SHARE = 0.6
SETTLES = 10
STAIR = 6  # seconds
# Those who are only called register again as often: an hour is what they ask for.
RENEWAL = 20 * 60
# what of ten operations; who sends; who is called, each with half of the members
MIX = (('register', 4, '127.10.0.2', '127.10.0.3:5070', 0), ('call', 3, '127.10.0.2', '127.10.0.3:5070', 0), ('message', 3, '127.10.0.4', '127.10.0.5:5072', 1))
MEMBERS = 10000
# what is looked at: its title, and by how much it may differ between the beginning and the end
LOOKED_AT = (('heap MB', 12), ('memory MB', 48), ('database MB', 64), ('files', 8), ('threads', 6), ('transactions', 0), ('terminals', 0), ('requests', 0), ('connections', 4))


class Load:
    """SIPp with one part of the mix."""

    def __init__(self, folder, scenario, rate, seconds, sender, callee, half):
        uac, uas, _, _ = bench.SCEN[scenario]
        first = sides.FIRST + half * MEMBERS // 2
        asked = bench.options(['one', '--server', f'{ADDRESS}:5060', '--users', str(MEMBERS // 2), '--user-base', str(first), '--uas', callee])
        self.folder = os.path.join(folder, scenario)
        os.makedirs(self.folder)
        host, port = callee.split(':')
        self.callee = bench.spawn(bench.sipp_args(asked, uas, host, int(port), 'u1', None, ['-d', '50']), self.folder, 'callee') if uas else None
        more = ['-inf', asked.csv, '-r', str(rate), '-m', str(int(rate * seconds)), '-l', str(max(2000, 4 * rate)), '-trace_stat', '-stf',
                f'{self.folder}/counts', '-fd', '1', '-max_socket', '60000', '-recv_timeout', '12000', '-d', '0', '-trace_err', '-error_file', f'{self.folder}/errors']
        self.asked = int(rate * seconds)
        self.sender = bench.spawn(bench.sipp_args(asked, uac, sender, bench.next_port(), 'u1', asked.server, more), self.folder, 'sender')

    def counts(self):
        """Done, failed, sent again."""
        try:
            s = bench.last_stat(f'{self.folder}/counts')
            return [int(s[f]) for f in ('SuccessfulCall(C)', 'FailedCall(C)', 'Retransmissions(C)')]
        except (OSError, IndexError, KeyError):
            return [0, 0, 0]

    def first_failure(self):
        """What SIPp says of it; empty if nothing failed."""
        try:
            with open(f'{self.folder}/errors', errors='replace') as f:
                return f.read(3000)
        except OSError:
            return ''

    def close(self, patience):
        try:
            self.sender.wait(patience)
        except subprocess.TimeoutExpired:
            self.sender.kill()
            self.sender.wait()
        if self.callee:
            self.callee.send_signal(signal.SIGUSR1)
            try:
                self.callee.wait(5)
            except subprocess.TimeoutExpired:
                self.callee.kill()
                self.callee.wait()


class Mix:
    """So many operations a second, of all kinds together."""

    def __init__(self, per_second, seconds):
        folder = os.path.join(sides.OUT, 'soak')
        shutil.rmtree(folder, ignore_errors=True)
        self.loads = [Load(folder, what, per_second * share // 10, seconds, *who) for what, share, *who in MIX]

    def counts(self):
        return [sum(n) for n in zip(*(load.counts() for load in self.loads))]

    def not_done(self):
        """How many operations were to be done, and neither went well nor failed."""
        done, failed, _ = self.counts()
        return max(0, sum(load.asked for load in self.loads) - done - failed)

    def first_failures(self):
        return '\n'.join(filter(None, (load.first_failure() for load in self.loads)))

    def close(self, patience=15):
        for load in self.loads:
            load.close(patience)


def called(server):
    """Everybody has a terminal: half of them where calls are answered, half where messages are."""
    for _, _, sender, callee, half in MIX[1:]:
        asked = bench.options(['one', '--server', f'{ADDRESS}:5060', '--pid', str(server.pid), '--users', str(MEMBERS // 2), '--user-base',
                               str(sides.FIRST + half * MEMBERS // 2), '--uas', callee, '--prep-rate', '500', '--json', '/dev/null'])
        bench.prep(asked, bench.Server(asked))


def capacity(first=1000, step=1.3):
    """Operations a second: the highest stair at which nothing fails, hardly anything is sent again, and nearly all is done in time."""
    best, rate, began = 0, first, time.time()
    while time.time() - began < 300:
        mix = Mix(rate, STAIR)
        time.sleep(STAIR + 1)
        done, failed, again = mix.counts()
        mix.close()
        print(f'bench: at {rate} operations a second: {done / STAIR:.0f} done, {failed} failed, {again} sent again', flush=True)
        if failed or again > 0.01 * done or done < 0.95 * rate * STAIR:
            break
        best, rate = rate, int(rate * step) // 10 * 10
    if not best:
        raise SystemExit(f'bench: {first} operations a second are too many for this machine')
    return best


def look(server):
    # One collection, which is some calls' bad luck, and no more: counting objects would stop the server for longer.
    server.jcmd('GC.run')
    gauges = server.gauges()
    known = lambda name: int(sum(v for k, v in gauges.items() if k == name or k.startswith(name + '{')))
    heap = sum(v for k, v in gauges.items() if k.startswith('jvm_memory_used_bytes{area="heap"'))
    return (heap / 1e6, server.status('VmRSS') / 1e3, server.database() / 1e3, server.files(), server.status('Threads'), known('ringpost_sip_transactions'), known('ringpost_terminals'),
            known('ringpost_requests_forwarded'), known('ringpost_sip_connections'))


def grown(samples):
    """What is more in the second half than in the first, of what was looked at when all had settled."""
    settled = samples[len(samples) // 3:]
    early, late = settled[:len(settled) // 2], settled[len(settled) // 2:]
    for i, (name, slack) in enumerate(LOOKED_AT):
        before, after = (statistics.median(s[i] for s in half) for half in (early, late))
        if after > before * 1.05 + (slack or 0.1 * before):
            yield f'{name}: {before:.0f}, then {after:.0f}'


def run(server, minutes, file):
    """Prints a line each minute (each twenty seconds, if it is to be short); what failed, and what was looked at."""
    rate = int(capacity() * SHARE) // 10 * 10
    # The last stair was too much: what it left behind is no part of this.
    time.sleep(SETTLES)
    every = 60 if minutes >= 10 else 20
    print(f'bench: {minutes:g} minutes with {rate} operations a second, {SHARE:.0%} of what it can do')
    print('\n| minute | ' + ' | '.join(name for name, _ in LOOKED_AT) + ' | done | failed | sent again |\n' + '|---' * (len(LOOKED_AT) + 4) + '|', flush=True)
    samples, began, renewed, mix = [], time.time(), time.time(), Mix(rate, minutes * 60)
    try:
        for n in range(1, int(minutes * 60 / every) + 1):
            if time.time() - renewed > RENEWAL:
                renewed = time.time()
                called(server)
            time.sleep(max(0, began + n * every - 2 - time.time()))
            samples.append(look(server))
            done, failed, again = mix.counts()
            print(f'| {n * every / 60:.1f} | ' + ' | '.join(f'{v:.0f}' for v in samples[-1]) + f' | {done} | {failed} | {again} |', flush=True)
            with open(file, 'a') as f:
                f.write(json.dumps(dict(scenario='soak', minute=n * every / 60, rate=rate, done=done, failed=failed, again=again,
                                        **dict(zip((name for name, _ in LOOKED_AT), samples[-1])))) + '\n')
        # SIPp offers a hundredth less than it is asked to.
        mix.close(15 + minutes * 60 / 50)
    finally:
        mix.close(0)
    if mix.counts()[1]:
        print('bench: the first that failed:\n' + mix.first_failures())
    if mix.not_done():
        print(f'bench: {mix.not_done()} operations were not done: SIPp could not keep up, or ended')
    return mix.counts()[1] + mix.not_done(), samples


def main(file, minutes):
    data = sides.members(MEMBERS, 'data-soak')
    with serving.Server(data, ADDRESS, os.path.join(sides.OUT, 'soak.log')) as server:
        server.wait(0, 60)
        called(server)
        failed, samples = run(server, minutes, file)
    more = list(grown(samples))
    print(f'bench: {failed} failed; ' + ('grew: ' + '; '.join(more) if more else 'nothing grew'), flush=True)
    return failed + len(more)
