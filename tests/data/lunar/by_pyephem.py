"""Writes lunar-years.txt: the Vietnamese lunar years 1900 to 2199 as XEphem's library sees them.

An independent source for the unit tests: other series for sun and moon (package python3-ephem), other code.
    /usr/bin/python3 tests/data/lunar/by_pyephem.py > tests/data/lunar/lunar-years.txt
A line a year: the year, the first day, the lengths of its months with the leap month in parentheses.
"""
import bisect
import math

import ephem

UTC7 = 7 / 24


def day_number(instant):
    return math.floor(float(instant) + 0.5 + UTC7)


def moons():
    days, after = [], ephem.Date('1898/10/1')
    while after < ephem.Date('2201/3/1'):
        moon = ephem.next_new_moon(after)
        days.append(day_number(moon))
        after = ephem.Date(moon + 20)
    return days


def sector(day):
    """Which twelfth of its way the sun is in as the day begins."""
    instant = ephem.Date(day - 0.5 - UTC7)
    sun = ephem.Sun()
    sun.compute(instant, epoch=instant)
    return int(math.degrees(ephem.Ecliptic(sun, epoch=instant).lon) // 30)


def numbered(starts):
    def eleventh(year):
        return bisect.bisect_right(starts, day_number(ephem.next_winter_solstice('%d/12/1' % year))) - 1
    for year in range(1899, 2200):
        first, last = eleventh(year - 1), eleventh(year)
        leap_to_place, number = last - first == 13, 11
        for i in range(first, last):
            leap = leap_to_place and i > first and sector(starts[i]) == sector(starts[i + 1])
            if leap:
                leap_to_place = False
            elif i > first:
                number = number % 12 + 1
            yield starts[i], starts[i + 1] - starts[i], number, leap
    # The last months of 2199 lie after its solstice.
    last = eleventh(2199)
    for i, number in ((last, 11), (last + 1, 12)):
        yield starts[i], starts[i + 1] - starts[i], number, False
    yield starts[last + 2], 0, 1, False


def main():
    year, line = 1898, None
    for first, length, number, leap in numbered(moons()):
        if number == 1 and not leap:
            if line and 1900 <= year <= 2199:
                print(line)
            year += 1
            line = '%d %s' % (year, ephem.Date(first).datetime().strftime('%d/%m'))
        if line:
            line += ' (%d)' % length if leap else ' %d' % length


main()
