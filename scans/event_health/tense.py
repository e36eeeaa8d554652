"""English verbs in the names of events: which infinitives can a form belong to?

Rules of spelling answer for regular verbs, read backwards: a candidate counts only if writing its
past or its gerund gives the form. So `hoped` is `hope` and `hopped` is `hop`, never the other.
"""

import re
from functools import lru_cache

VOWELS = frozenset("aeiou")
VOWEL = re.compile(r"[aeiouy]")
VOWEL_GROUPS = re.compile(r"[aeiouy]+")

CLOSED = re.compile(r"[^aeiou][aeiou][^aeiouwxy]$")
"""Consonant, one vowel, consonant: the end of a verb that doubles its last letter."""

IRREGULAR = {
    "begin": ("began", "begun"),
    "break": ("broke", "broken"),
    "build": ("built",),
    "buy": ("bought",),
    "choose": ("chose", "chosen"),
    "do": ("did", "done"),
    "draw": ("drew", "drawn"),
    "find": ("found",),
    "forget": ("forgot", "forgotten"),
    "get": ("got", "gotten"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "hide": ("hid", "hidden"),
    "hold": ("held",),
    "keep": ("kept",),
    "lose": ("lost",),
    "make": ("made",),
    "meet": ("met",),
    "overwrite": ("overwrote", "overwritten"),
    "pay": ("paid",),
    "rebuild": ("rebuilt",),
    "redo": ("redid", "redone"),
    "run": ("ran",),
    "see": ("saw", "seen"),
    "sell": ("sold",),
    "send": ("sent",),
    "show": ("shown",),
    "spend": ("spent",),
    "take": ("took", "taken"),
    "tell": ("told",),
    "undo": ("undid", "undone"),
    "win": ("won",),
    "withdraw": ("withdrew", "withdrawn"),
    "write": ("wrote", "written"),
}
"""Those that name events. Not `left`, which is a direction too, nor forms equal to the verb."""

IRREGULAR_FORMS = {form: verb for verb, forms in IRREGULAR.items() for form in forms}

THINGS = frozenset(
    [
        "banking",
        "billing",
        "booking",
        "building",
        "ceiling",
        "clothing",
        "drawing",
        "evening",
        "feed",
        "funding",
        "heading",
        "housing",
        "landing",
        "listing",
        "marketing",
        "meeting",
        "morning",
        "offering",
        "onboarding",
        "opening",
        "painting",
        "parking",
        "pricing",
        "ranking",
        "rating",
        "recording",
        "seed",
        "setting",
        "shipping",
        "shopping",
        "spelling",
        "staging",
        "training",
        "warning",
        "wedding",
        "wiring",
    ]
)
"""Written like a form of a verb, and in a name rather a thing: `user_setting` is not `user_set`."""


@lru_cache(maxsize=8_192)
def infinitives(word: str) -> frozenset[str]:
    """Return the word, and every verb that it can be the past or the gerund of."""
    found = {word}
    if word in IRREGULAR_FORMS:
        found.add(IRREGULAR_FORMS[word])
    elif word.isascii() and word.isalpha() and word not in THINGS:
        found |= {verb for verb in _candidates(word) if word in _forms(verb)}
    return frozenset(found)


def stripped(word: str) -> str:
    """Return what all forms of a verb share, but for letters that repeat, `e` and `y`."""
    verb = IRREGULAR_FORMS.get(word, word)
    while (shorter := verb.removesuffix("ed").removesuffix("ing")) != verb:
        verb = shorter
    return verb


def _candidates(word: str) -> set[str]:
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            return {stem, f"{stem}e", stem[:-1], f"{stem[:-1]}y"}
    return set()


def _forms(verb: str) -> set[str]:
    """Return the past and the gerund of a regular verb, as it is spelled."""
    if len(verb) < 3 or not VOWEL.search(verb):
        return set()
    if verb.endswith("e"):
        return {f"{verb}d", f"{verb if verb.endswith('ee') else verb[:-1]}ing"}
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return {f"{verb[:-1]}ied", f"{verb}ing"}
    plain = {f"{verb}ed", f"{verb}ing"}
    doubled = {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    if not CLOSED.search(verb):
        return plain
    # `stop` has to double its last letter; `cancel` may, on one side of the Atlantic.
    return doubled if len(VOWEL_GROUPS.findall(verb)) == 1 else plain | doubled
