"""Reading for bases without concepts: words and their stems, and nothing that only a frame needs."""

from __future__ import annotations

from bot.language.detect import ARABIZI
from bot.language.periods import NO_PERIODS
from bot.language.stems import token_stem
from bot.language.tokens import tokenise
from bot.matching.reading import Reader, Reading


class PlainReader(Reader):
    """Reads texts without looking for concepts, periods, amounts and kinds of question: a third of the work."""

    # Nothing is asked of such a base that it has no words for; what its words are not is most often a slip.
    spares_words = False

    def read_anew(self, text: str, language: str | None = None) -> Reading:
        """Read a text; arguments as for :meth:`bot.matching.reading.Reader.read_anew`."""
        found, base = self.languages(text, language)
        tokens = tuple(self._resolve(tokenise(text), found, base))
        return Reading(
            text=text,
            language="ar" if found == ARABIZI else found,
            tokens=tokens,
            stems=tuple(token_stem(token, base) for token in tokens),
            mentions=(),
            periods=NO_PERIODS,
            amounts=(),
            kinds=frozenset(),
            negated=False,
            plain=(),
        )
