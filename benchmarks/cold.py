# SPDX-License-Identifier: Apache-2.0
"""A start with 100,000 registrations on the disk: from the command to the first right answer to a call of a stored
number, and what is answered until then. A stored number is never to be called unknown (404) or away (480); "not yet"
(503 with Retry-After) and silence are right. In the end each of the numbers is called once."""
import json, os, random, shutil, socket, statistics, subprocess, threading, time
import bench, killed, sides

NUMBERS = 100000
AFTER = 2  # seconds to go on calling after the first right answer


class Caller(threading.Thread):
    """Calls stored numbers, a hundred a second, and notes who is answered what, and when."""

    def __init__(self, address):
        super().__init__(daemon=True)
        host, port = address.split(':')
        self.to, self.began, self.first, self.codes, self.wrong, self.over = (host, int(port)), time.monotonic(), None, {}, 0, threading.Event()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(('127.10.0.5', 0))
        self.socket.settimeout(0.01)

    def run(self):
        while not self.over.is_set():
            number = random.randrange(sides.FIRST, sides.FIRST + NUMBERS)
            self.send('INVITE', number, f'c{time.monotonic_ns()}n{number}', '')
            until = time.monotonic() + 0.01
            while time.monotonic() < until:
                try:
                    self.answered(self.socket.recv(4096).decode())
                except OSError:
                    pass  # nothing came, or nobody listens yet

    def send(self, method, number, call, tag):
        me = '%s:%d' % self.socket.getsockname()
        self.socket.sendto((f'{method} sip:{number}@bench.test SIP/2.0\r\nVia: SIP/2.0/UDP {me};branch=z9hG4bK{call}\r\nMax-Forwards: 70\r\n'
                            f'From: <sip:caller@bench.test>;tag=1\r\nTo: <sip:{number}@bench.test>{tag}\r\nCall-ID: {call}\r\nCSeq: 1 {method}\r\n'
                            f'Contact: <sip:caller@{me}>\r\nContent-Length: 0\r\n\r\n').encode(), self.to)

    def answered(self, text):
        code = int(text[8:11])
        if code < 200:
            return
        fields = dict(line.split(': ', 1) for line in text.split('\r\n') if ': ' in line)
        number = fields['Call-ID'].split('n')[1]
        self.send('ACK', number, fields['Call-ID'], fields['To'][fields['To'].index('>') + 1:])
        right = code == 302 and f'sip:{number}@' in fields.get('Contact', '')
        self.codes[code] = self.codes.get(code, 0) + 1
        # To somewhere else, or to wait without being told for how long.
        self.wrong += not right and not (code == 503 and 'Retry-After' in fields)
        if right and self.first is None:
            self.first = time.monotonic() - self.began


def once(name, address, command):
    """One start, and what was answered meanwhile."""
    caller = Caller(address)
    with open(os.path.join(sides.OUT, f'server-{name}.log'), 'ab') as log:
        server = bench.launch(command, log, log)
    caller.start()
    while caller.first is None and time.monotonic() - caller.began < 60 and server.poll() is None:
        time.sleep(0.05)
    time.sleep(AFTER)
    caller.over.set()
    caller.join()
    server.terminate()
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        bench.kill(server)
    return dict(scenario='cold', name=name, first_s=caller.first and round(caller.first, 2), answers=caller.codes,
                wrong=caller.wrong)


def fill(asked, rate):
    """Registers all; those that were acknowledged."""
    server = bench.Server(asked)
    try:
        return killed.told_in_the_end(asked, server, 'register', rate, range(sides.FIRST, sides.FIRST + NUMBERS))
    finally:
        server.close()


def measure(name, address, command, times, file, rate=2000):
    """Prints the row; how much was wrong."""
    asked = killed.ask(name, address, command)
    stored = fill(asked, rate)
    runs = [once(name, address, command) for _ in range(times)]
    _, there = killed.look(asked, stored, rate)
    with open(file, 'a') as f:
        f.writelines(json.dumps(dict(r, stored=len(stored), there=len(there))) + '\n' for r in runs)
    first = [r['first_s'] or 60 for r in runs]
    answers = {}
    for r in runs:
        for code, n in r['answers'].items():
            answers[code] = answers.get(code, 0) + n
    wrong = sum(r['wrong'] for r in runs)
    print(f"| {name} | {len(stored)} | {len(there)} | {statistics.median(first):.2f} ({min(first):.2f}–{max(first):.2f})"
          f" | {wrong} | {', '.join(f'{n} × {code}' for code, n in sorted(answers.items()))} |", flush=True)
    return wrong + len(stored - there) + (NUMBERS - len(stored)) + sum(r['first_s'] is None for r in runs)


def main(a, file, against):
    print('\n| start with stored registrations | stored | found | first right answer after s | wrong answers | answers |\n|---|---|---|---|---|---|')
    data = sides.copy(sides.members(NUMBERS, 'data-100000'), 'cold')
    try:
        failed = measure('ringpost', sides.RINGPOST, sides.ringpost(data, '--reach', 'handover'), a.rounds, file)
    finally:
        shutil.rmtree(data)
    if against:
        with sides.KamailiosDatabase():
            measure('kamailio', sides.KAMAILIO, sides.kamailio('WITH_MYSQL', 'DBMODE=1', 'WITH_REDIRECT'), a.rounds, file, 1000)
    return failed
