# SPDX-License-Identifier: Apache-2.0
"""What it costs that a registration is on the disk before it is acknowledged, and how much of that is the database's:
Ringpost's terminals are each time somewhere else (move), so that each is stored; Kamailio writes each through to a
MariaDB of its own, or keeps it in memory only."""
import database, sides

RATE = 1000
OURS, THROUGH, MEMORY = 'ringpost, each stored', 'kamailio, write-through', 'kamailio, memory only'


def main(a, file, against):
    rate = a.rate or RATE
    failed, of = database.table('a REGISTER (401 + 200)', 'durable', lambda: round_of(a, rate, against), rate, a.rounds, file)
    if against:
        ratio = lambda theirs, field: of(OURS, field) / of(theirs, field)
        print(f"bench: the database's part is {ratio(THROUGH, 'database'):.2f} of Kamailio's write-through;"
              f" all of it {ratio(THROUGH, 'together'):.2f} of that, and {ratio(MEMORY, 'together'):.2f} of Kamailio's memory only")
    return failed


def round_of(a, rate, against):
    yield database.measure(OURS, sides.RINGPOST, sides.ringpost(sides.members(10000, 'data')), 'move', rate, a, a.warm)
    if against:
        with sides.KamailiosDatabase() as theirs:
            # The same terminal again is a row changed; one that moved would be a row removed and one added.
            # The first 10,000 are rows added, and are not counted.
            yield database.measure(THROUGH, sides.KAMAILIO, sides.kamailio('WITH_MYSQL', 'DBMODE=1'), 'register', rate, a, max(a.warm, 10000 / rate + 2), theirs)
        yield database.measure(MEMORY, sides.KAMAILIO, sides.kamailio(), 'register', rate, a, a.warm)
