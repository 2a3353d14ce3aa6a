# SPDX-License-Identifier: Apache-2.0
"""The servers that are measured: how each is started, its members, and a database for Kamailio's registrations."""
import os, shutil, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(HERE)
OUT = os.path.join(HERE, 'out')
FIRST = 10000000  # the first member's number
RINGPOST = '127.10.0.7:5060'
KAMAILIO = '127.10.0.1:5060'


def need(*tools):
    """Each a program and the Debian package that has it."""
    os.environ['PATH'] = os.environ.get('PATH', '') + ':/usr/sbin:/sbin'
    missing = [package for tool, package in tools if not shutil.which(tool) and not os.path.exists(tool)]
    if missing:
        sys.exit('ringpost bench: missing: ' + ', '.join(missing) + ' (Debian: apt install ' + ' '.join(missing) + ')')


def members(count, name):
    """A data folder with so many members, made once. Its terminals stay in it from run to run."""
    data = os.path.join(OUT, name)
    if not os.path.exists(os.path.join(data, 'members')):
        print('bench: bringing in', count, 'members', flush=True)
        file = os.path.join(OUT, 'members.csv')
        with open(file, 'w') as f:
            f.writelines(f'member{n},pw{n},{n},\n' for n in range(FIRST, FIRST + count))
        subprocess.run([f'{HOME}/ringpost', 'import', file, '--data', data, '--realm', 'bench.test'], check=True, stdout=subprocess.DEVNULL)
        open(os.path.join(data, 'members'), 'w').close()
    return data


def copy(data, name):
    """A folder to spoil."""
    other = os.path.join(OUT, name)
    shutil.rmtree(other, ignore_errors=True)
    subprocess.run(['cp', '-a', '--reflink=auto', data, other], check=True)
    return other


def ringpost(data, *options):
    return (f'{HOME}/ringpost server --data {data} --realm bench.test --domain bench.test --bind {RINGPOST.split(":")[0]} --http-port 18099'
            f' --trusted-peer 127.10.0.0/16 ' + ' '.join(options))


def kamailio(*defines):
    return ' '.join([f'{HERE}/kamailio/start.sh', *('-A ' + d for d in defines)])


class KamailiosDatabase:
    """A MariaDB of Kamailio's own, with the settings that ours has: each commit is on the disk; with flush=0 each second's."""

    NEEDS = ('mariadbd', 'mariadb-server'), ('/usr/lib/x86_64-linux-gnu/kamailio/modules/db_mysql.so', 'kamailio-mysql-modules')

    def __init__(self, flush=1):
        self.flush = flush
        self.folder = os.path.join(OUT, 'kamailio-database')
        self.socket = os.path.join(self.folder, 'socket')

    def __enter__(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        tables = f'--datadir={self.folder}/tables'
        self.log = open(os.path.join(self.folder, 'log'), 'w')
        subprocess.run(['mariadb-install-db', '--no-defaults', '--user=root', tables, '--auth-root-authentication-method=normal'],
                       check=True, stdout=self.log, stderr=self.log)
        self.process = subprocess.Popen(
            ['mariadbd', '--no-defaults', '--user=root', tables, '--socket=' + self.socket, '--bind-address=127.10.0.9', '--port=13306',
             '--innodb-buffer-pool-size=1G', f'--innodb-flush-log-at-trx-commit={self.flush}', '--skip-log-bin', '--skip-name-resolve',
             '--performance-schema=OFF'], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        subprocess.run(['mariadb-admin', '--no-defaults', '-S', self.socket, '--wait=30', '--connect-timeout=1', 'ping'], check=True, stdout=self.log, stderr=self.log)
        self.sql("CREATE DATABASE kamailio; CREATE USER 'kam'@'%' IDENTIFIED BY 'kam'; GRANT ALL ON kamailio.* TO 'kam'@'%'")
        for part in ('standard', 'usrloc', 'acc'):
            with open(f'/usr/share/kamailio/mysql/{part}-create.sql') as f:
                subprocess.run(self._client('kamailio'), check=True, stdin=f, stderr=self.log)
        return self

    def _client(self, *more):
        return ['mariadb', '--no-defaults', '-S', self.socket, '-N', *more]

    def sql(self, statement):
        return subprocess.run(self._client('-e', statement), check=True, capture_output=True, text=True).stdout.strip()

    def __exit__(self, *why):
        self.process.terminate()
        self.process.wait(60)
        self.log.close()
