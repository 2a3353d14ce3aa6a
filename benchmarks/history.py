# SPDX-License-Identifier: Apache-2.0
"""What a call costs that is written into the history: Ringpost always writes it; Kamailio does with its module acc, into a MariaDB of its
own that may lose the last second, as Ringpost may lose the last half. Kamailio's row tells no names, and is not found by member."""
import database, sides

# for each scenario: what it is, operations a second, which options the servers need for it
SCENARIOS = {
    'call': ('a call', 2000, [], []),
    'callrr': ('a call with Record-Route', 2000, ['--record-route', 'always'], ['WITH_RR']),
    'redirect': ('a 302', 5000, ['--reach', 'handover'], ['WITH_REDIRECT']),
}
OURS, SAME, LATER, NONE = 'ringpost', 'kamailio, written at once', 'kamailio, written by another process', 'kamailio, no history'


def main(a, file, against):
    return sum(one(scenario, a, file, against) for scenario in SCENARIOS)


def one(scenario, a, file, against):
    title, rate, options, defines = SCENARIOS[scenario]
    rate = a.rate or rate
    failed, of = database.table(title + ' with its history', 'history', lambda: round_of(a, scenario, rate, options, defines, against), rate, a.rounds, file)
    if against:
        print('bench: all of it is ' + ', '.join(f"{of(OURS, 'together') / of(theirs, 'together'):.2f} of {theirs}" for theirs in (SAME, LATER, NONE)), flush=True)
    return failed


def round_of(a, scenario, rate, options, defines, against):
    # Calls stay in a data folder from run to run; the next run is to find as many as this one.
    data = sides.copy(sides.members(10000, 'data'), 'compared')
    yield database.measure(OURS, sides.RINGPOST, sides.ringpost(data, *options), scenario, rate, a, a.warm)
    if against:
        for what, mode in ((SAME, 0), (LATER, 2)):
            with sides.KamailiosDatabase(flush=0) as theirs:
                r = database.measure(what, sides.KAMAILIO, sides.kamailio('WITH_MYSQL', f'WITH_ACC={mode}', *defines), scenario, rate, a, a.warm, theirs)
                rows = int(theirs.sql('SELECT COUNT(*) FROM kamailio.acc'))
                if rows < r['ok']:
                    print(f'bench: no comparison, Kamailio wrote {rows} rows for at least {r["ok"]} calls')
                    r['failed'] += r['ok'] - rows
                yield r
        yield database.measure(NONE, sides.KAMAILIO, sides.kamailio(*defines), scenario, rate, a, a.warm)
