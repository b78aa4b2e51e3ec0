"""Words that an English text sets apart by a capital: most of them are names."""

from __future__ import annotations

import re

from bot.language.everyday import everyday_words
from bot.language.normalise import strip_markup
from bot.language.tokens import sentences, tokenise
from bot.language.words import words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_OPENS = re.compile(r"(?:[:\"“”«(\[*_>,]|[-–—]\s)\s*\Z")
"""What may stand before a word that opens a sentence of its own."""

_FEW = 2
"""Words in small letters that a text needs at least for its capitals to tell anything."""

_ACRONYM = 3
"""Letters at least of a word in capitals that is a name: shorter ones have too many meanings."""


def set_apart(text: str) -> frozenset[str]:
    """The words that a text in small letters writes with a capital, in their normal form.

    Not the first word of a sentence, nor words that English always writes so (days, languages), nor any word of a text
    in capitals or in Title Case. Of words all in capitals, which may be stressed, only those that are not everyday.

    Args:
        text: as it was written.
    """
    if text[1:].islower():
        return frozenset()  # no capital but the first letter
    english = words("en")
    found: set[str] = set()
    acronyms: set[str] = set()
    small = titled = 0
    for sentence in sentences(strip_markup(text)):
        for number, match in enumerate(_WORD.finditer(sentence)):
            word = match.group()
            normal = next((token.text for token in tokenise(word)), "")
            if word.isupper() and len(word) >= _ACRONYM:
                if normal not in everyday_words("en"):
                    acronyms.add(normal)
            elif not number and word.islower():
                small += 1
            elif not number or not normal or _OPENS.search(sentence[: match.start()]):
                continue
            elif word[0].islower():
                small += 1
            elif word[0].isupper() and word[1:].islower():
                if normal in english.function and normal != "i":
                    return frozenset()
                titled += 1
                found.add(normal)
    usual = {phrase[0] for phrase in english.proper} | {name[0] for name in english.months}
    if small < max(_FEW, titled):
        found.clear()
    return frozenset((found | acronyms if small else found) - usual)
