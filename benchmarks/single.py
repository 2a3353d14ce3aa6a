# SPDX-License-Identifier: Apache-2.0
"""How many nanoseconds single things take (JMH): reading a message, writing one, finding where a number's terminal is."""
import json, os, subprocess, tempfile
import sides

NAMES = {'parser': 'ParserBenchmark', 'writer': 'WriterBenchmark', 'lookup': 'LookupBenchmark'}


def measure(names):
    home = sides.HOME
    classes = [f'{home}/benchmarks/target/ringpost-benchmarks-0.1.0-SNAPSHOT.jar', f'{home}/benchmarks/target/lib/*',
               f'{home}/directory-server/target/ringpost-directory-server-0.1.0-SNAPSHOT.jar', f'{home}/directory-server/target/lib/*']
    with tempfile.NamedTemporaryFile(dir=sides.OUT, suffix='.json') as found, open(os.path.join(sides.OUT, 'jmh.log'), 'w') as log:
        subprocess.run([os.path.join(os.environ['JAVA_HOME'], 'bin', 'java'), '-cp', ':'.join(classes), 'org.openjdk.jmh.Main',
                        '|'.join(NAMES[n] for n in names), '-f', '1', '-wi', '5', '-w', '1', '-i', '5', '-r', '1', '-prof', 'gc', '-foe', 'true',
                        '-rf', 'json', '-rff', found.name, '-jvmArgsAppend', '-Xmx1g'], check=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        return json.load(found)


def main(names, file):
    print('\n| one at a time | ns | ± | bytes of garbage |', '|---|---|---|---|', sep='\n')
    with open(file, 'a') as f:
        for r in measure(names):
            name = ' '.join([*r['benchmark'].split('.')[-2:], *(f'{k}={v}' for k, v in r.get('params', {}).items())]).replace('Benchmark', '')
            ns, garbage = r['primaryMetric'], r['secondaryMetrics']['gc.alloc.rate.norm']
            f.write(json.dumps(dict(scenario='jmh', name=name, ns=ns['score'], error=ns['scoreError'], bytes=garbage['score'])) + '\n')
            print(f"| {name} | {ns['score']:.0f} | {float(ns['scoreError']):.0f} | {garbage['score']:.0f} |", flush=True)
    return 0
