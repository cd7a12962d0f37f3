# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 12: the heads a laptop holds, beside those it is shown; both for every length from 0."""
CONTINUES, SHORTER, FORK, RESTORED = 0, 601, 602, 603


def judge_held(held, shown, held_number, shown_number):
    """The numbers: the directory's incarnation then and now; the same for the directory itself."""
    common = min(len(held), len(shown))
    if held[:common] != shown[:common]:
        return RESTORED if shown_number > held_number else FORK
    return CONTINUES if len(shown) >= len(held) else SHORTER
