# SPDX-License-Identifier: Apache-2.0
"""A Ringpost server that is looked at while it runs: its gauges, its heap, what the kernel says of it."""
import os, re, signal, subprocess, time, urllib.request
import bench, sides, threads


class Server:
    """With the data of this folder, at this address; JAVA are options for its Java, LOG is where it says what it says."""

    def __init__(self, data, address, log, java=''):
        self.pages, self.log = f'http://{address}:18098', open(log, 'ab')
        options = ' '.join(filter(None, [java, os.environ.get('RINGPOST_JAVA_OPTIONS')]))
        command = sides.ringpost(data).replace(sides.RINGPOST.split(':')[0], address).replace('18099', '18098')
        self.process = bench.launch(f'env RINGPOST_JAVA_OPTIONS="{options}" {command}', self.log, self.log)
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *what):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            bench.kill(self.process)

    def gauges(self):
        """What Prometheus is told, by name with its labels."""
        with urllib.request.urlopen(self.pages + '/actuator/prometheus', timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        return {name: float(value) for name, value in (l.rsplit(' ', 1) for l in lines if l and l[0] != '#')}

    def wait(self, terminals, seconds):
        """Until so many terminals are known; how long it took."""
        began = time.time()
        while time.time() - began < seconds:
            if self.process.poll() is not None:
                break
            try:
                if self.gauges().get('ringpost_terminals', -1) >= terminals:
                    return time.time() - began
            except OSError:
                pass
            time.sleep(0.2)
        raise SystemExit(f'bench: the server is not ready with {terminals} terminals; what it says is in {self.log.name}')

    def idle(self):
        """Waits until it has nothing more to do of its own: members are read after it is ready."""
        for _ in range(120):
            before = bench.cpu_s([self.pid])
            time.sleep(1)
            if bench.cpu_s([self.pid]) - before < 0.2:
                return

    def jcmd(self, *command):
        tool = os.path.join(os.environ['JAVA_HOME'], 'bin', 'jcmd')
        return subprocess.run([tool, str(self.pid), *command], capture_output=True, text=True, check=True).stdout

    def heap(self):
        """Bytes that are alive, after everything else was collected."""
        for _ in range(2):
            self.jcmd('GC.run')
        return int(re.search(r'^Total +\d+ +(\d+)', self.jcmd('GC.class_histogram'), re.M).group(1))

    def collector(self):
        """Seconds of processor time of the garbage collector's threads."""
        return threads.times([self.pid])['collector']

    def status(self, field, process=None):
        with open(f'/proc/{process or self.pid}/status') as f:
            return int(re.search(rf'^{field}:\s+(\d+)', f.read(), re.M).group(1))

    def database(self):
        """Kilobytes of memory of its database."""
        return sum(self.status('VmRSS', p) for p in bench.databases(self.pid))

    def files(self):
        return len(os.listdir(f'/proc/{self.pid}/fd'))

    def pss(self):
        """Bytes of memory of the process without its database."""
        with open(f'/proc/{self.pid}/smaps_rollup') as f:
            return int(re.search(r'^Pss:\s+(\d+)', f.read(), re.M).group(1)) * 1024
