"""Everyday words of languages that have no words file: they name nobody and ask nothing.

Those in Latin letters count in a text read as English, those in another script wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.language.everyday import everyday_words
from bot.language.normalise import normalise

_LATIN = re.compile("[^\\W\\d_\u0370-\U0001ffff]")

_WORDS = """
pt: qual quais quanto quanta quantos quantas quem onde quando como por que porque foi fica tem está são não
  sim ele ela no na dos das pelo pela ao à um uma mais já ainda hoje agora até isso esse essa olá obrigado
  galera gente você vocês
it: qual quali quanto quanta quanti quante chi dove quando come perché che cosa è sono ha hanno di del della
  dello dei delle nel nella si può anche ancora oggi ora adesso non più il lo gli una uno per con tra ciao
  grazie ragazzi ogni mese
nl: wat wie waar wanneer hoe hoeveel welke waarom heeft hebben is zijn de het een van in met voor nog niet wel
  geen ook dit dat nu vandaag hoi bedankt jongens
id: berapa siapa apa apakah dimana kapan bagaimana kenapa mengapa saja yang di ke dari untuk dengan sekarang
  sudah belum adalah ini itu jumlah nya dong sih gan kak
tl: nila niya kanila sila kami tayo natin namin ba po opo ang mga yung yun naman lang kasi pero din rin daw raw nga
  magkano ilan sino kailan saan bakit paano gaano kaya talaga wala meron ngayon
pl: ile kto co gdzie kiedy jak jaki jaka jakie dlaczego czy jest są ma mają nie tak na do od dla przez teraz
  już jeszcze był była było cześć dzięki
hi: kya kitna kitni kitne kaun kahan kab kaise kyun kyu hai hain tha thi the ka ki ke ko ne se mein me par aur
  abhi kiya kiye gaya hua bhai yaar dosto batao nahi nahin iska uska
sv: vad vem var när hur mycket många varför har är inte och det den
uk: skilky hto de koly yak chomu скільки хто де коли як чому який яка яке які якого якої якій чи це цей ця є має
  був була було були зараз вже для від про та й із зі його її їх вони вона він що чого
fa: چقدر چه چی کسی کیست کی کجا کجاست چرا چگونه چطور است بود هست شده دارد می را در از به با برای تا این آن
  که و خود های ای
ur: کی کا کے کتنی کتنا کتنے کہاں کب کیوں کیسے کیا ہے ہیں تھی تھے میں سے پر اور کرتا کرتی کرتے رہی
hi: क्या कितना कितनी कितने कौन कहाँ कहां कब क्यों कैसे है हैं था थी थे का की के को में से पर ने और किस कर करता करती
ja: あ い う え お か き く け こ さ し す せ そ た ち つ っ て と
  な に ぬ ね の は ひ ふ へ ほ ま み む め も や ゆ よ
  ら り る れ ろ わ を ん が ぎ ぐ げ ご ざ じ ず ぜ ぞ だ ぢ づ で ど ば び ぶ べ ぼ ぱ ぴ ぷ ぺ ぽ ゃ ゅ ょ
ko: 은 는 이 가 을 를 의 에 서 로 으 와 과 도 요 까 인 나 얼 마 누 구 어 디 언 제 왜
  떻 게 무 엇 몇 명 입 니 있 었 했 습 예 죠 지
"""


_TELLING = 2
"""Everyday words of a language from which a text is in it; one of them English has not."""


@cache
def words_elsewhere() -> frozenset[str]:
    """The words in their normal form, but for those that English has too."""
    return frozenset(word for words in _by_language().values() for word in words if _is_foreign(word))


def language_elsewhere(texts: Sequence[str]) -> str | None:
    """Which of the languages in Latin letters a text is in, by its everyday words; None where too few tell."""
    telling = words_elsewhere().intersection(texts)
    votes = {
        language: sum(text in words for text in texts)
        for language, words in _by_language().items()
        if not words.isdisjoint(telling)
    }
    best = max(votes, key=votes.__getitem__, default=None)
    return best if best and votes[best] >= _TELLING else None


def everyday_elsewhere(language: str) -> frozenset[str]:
    """The everyday words of one of the languages in their normal form, with those that English has too."""
    return _by_language()[language]


def _is_foreign(word: str) -> bool:
    if word.isascii():
        return len(word) > 1 and word not in everyday_words("en")
    return not _LATIN.search(word)


@cache
def _by_language() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    words: set[str] = set()
    for word in _WORDS.split():
        if word.endswith(":"):
            words = found.setdefault(word.removesuffix(":"), set())
        else:
            words.add(normalise(word))
    return {language: frozenset(words) for language, words in found.items()}
