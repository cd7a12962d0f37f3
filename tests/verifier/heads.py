# SPDX-License-Identifier: GPL-3.0-or-later
"""FORMAT.md 12: the heads a laptop holds, beside those it is shown; both for every length from 0."""
CONTINUES, SHORTER, FORK = 0, 601, 602


def judge_held(held, shown):
    common = min(len(held), len(shown))
    if held[:common] != shown[:common]:
        return FORK
    return CONTINUES if len(shown) >= len(held) else SHORTER
