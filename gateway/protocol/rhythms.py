"""Which rhythms may be sounded from here, by their ids in ``resources/kentongan.json``.

What is left out: *dara muluk* tells of a death in Kendal, and *siji* (1-1-1) of a murder;
*sepisan*, ``polri_aman`` and ``polri_ronda`` are single even strokes that a sleeper takes for it;
6-6 tells of a death in one source; *sambang* is a slow 3-3, which is fire.
"""

from typing import Final

#: No kentongan: strokes of a bell.
BELL: Final = "bell"
#: For whatever has no rhythm of its own.
GENERAL: Final = "titir"
PLAYABLE: Final = (
    GENERAL,
    "loro",
    "telu",
    "papat",
    "lima",
    "polri_bencana",
    "polri_laka",
    "polri_ribut",
    BELL,
)
