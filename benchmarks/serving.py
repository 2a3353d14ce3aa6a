# SPDX-License-Identifier: Apache-2.0
"""A Ringpost server that is looked at while it runs: its gauges, its heap, what the kernel says of it."""
import os, re, signal, subprocess, time, urllib.request


class Server:
    """Started with these options; the folder with its data, and a file for what it says."""

    def __init__(self, home, data, options, log, java=''):
        address = options[options.index('--bind') + 1]
        self.pages = f"http://{address}:{options[options.index('--http-port') + 1]}"
        self.log = open(log, 'ab')
        environment = dict(os.environ, RINGPOST_JAVA_OPTIONS=(java + ' ' + os.environ.get('RINGPOST_JAVA_OPTIONS', '')).strip())
        self.process = subprocess.Popen([f'{home}/ringpost', 'server', '--data', data, *options], env=environment, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log, start_new_session=True)
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *what):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self.process.wait()

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

    def jcmd(self, *command):
        tool = os.path.join(os.environ['JAVA_HOME'], 'bin', 'jcmd')
        return subprocess.run([tool, str(self.pid), *command], capture_output=True, text=True, check=True).stdout

    def heap(self):
        """Bytes that are alive, after everything else was collected."""
        for _ in range(2):
            self.jcmd('GC.run')
        return int(re.search(r'^Total +\d+ +(\d+)', self.histogram(), re.M).group(1))

    def histogram(self):
        """What is alive, by class."""
        return self.jcmd('GC.class_histogram')

    def status(self, field):
        with open(f'/proc/{self.pid}/status') as f:
            return int(re.search(rf'^{field}:\s+(\d+)', f.read(), re.M).group(1))

    def files(self):
        return len(os.listdir(f'/proc/{self.pid}/fd'))

    def pss(self):
        """Bytes of memory of the process without its database."""
        with open(f'/proc/{self.pid}/smaps_rollup') as f:
            return int(re.search(r'^Pss:\s+(\d+)', f.read(), re.M).group(1)) * 1024
