"""Everyday words of languages that have no words file: in a text read as English they name nobody and ask nothing."""

from __future__ import annotations

from functools import cache

from bot.language.everyday import everyday_words
from bot.language.normalise import normalise

_WORDS = """
pt: qual quais quanto quanta quantos quantas quem onde quando como por que porque foi fica tem está são não
  sim ele ela no na dos das pelo pela ao à um uma mais já ainda hoje agora até isso esse essa olá obrigado
  galera gente você vocês
it: qual quali quanto quanta quanti quante chi dove quando come perché che cosa è sono ha hanno di del della
  dello dei delle nel nella si può anche ancora oggi ora adesso non più il lo gli una uno per con tra ciao
  grazie ragazzi
nl: wat wie waar wanneer hoe hoeveel welke waarom heeft hebben is zijn de het een van in met voor nog niet wel
  geen ook dit dat nu vandaag hoi bedankt jongens
id: berapa siapa apa apakah dimana kapan bagaimana kenapa mengapa saja yang di ke dari untuk dengan sekarang
  sudah belum adalah ini itu jumlah nya dong sih gan kak
pl: ile kto co gdzie kiedy jak jaki jaka jakie dlaczego czy jest są ma mają nie tak na do od dla przez teraz
  już jeszcze był była było cześć dzięki
hi: kya kitna kitni kitne kaun kahan kab kaise kyun kyu hai hain tha thi the ka ki ke ko ne se mein me par aur
  abhi kiya kiye gaya hua bhai yaar dosto batao nahi nahin iska uska
sv: vad vem var när hur mycket många varför har är inte och det den
uk: skilky hto de koly yak chomu
"""


@cache
def words_elsewhere() -> frozenset[str]:
    """The words in their normal form, but for those that English has too."""
    found = (normalise(word) for word in _WORDS.split() if not word.endswith(":"))
    return frozenset(word for word in found if word.isascii() and len(word) > 1 and word not in everyday_words("en"))
