"""A small fact base in English and Arabic that has nothing to do with the shipped one."""

from __future__ import annotations

FERRY = {
    "base.yaml": """
name: {en: The ferry, ar: العبّارة}
languages: {required: [en, ar], default: en}
defaults: {subject: ferry, period: 2031-Q2, source: gazette}
""",
    "sources/gazette.yaml": """
id: gazette
title: {en: A year on the water, ar: عام على الماء}
publisher: Harbour Gazette
origin: {en: the log book, ar: دفتر الرحلات}
url: https://gazette.example/ferry
date: 2031-07-01
disclaimer: {en: For information only., ar: للاطلاع فقط.}
sections:
  - id: people
    title: {en: People, ar: الناس}
""",
    "concepts/who.yaml": """
facet: subject
concepts:
  - id: ferry
    name: {en: the ferry, ar: العبّارة}
    forms: {any: [Aurora], en: [the ferry], ar: [العبارة]}
  - id: rival
    name: {en: the Borealis, ar: بورياليس}
    forms: {any: [Borealis], ar: [بورياليس]}
""",
    "concepts/what.yaml": """
facet: measure
concepts:
  - id: passengers
    name: {en: number of passengers, ar: عدد الركاب}
    forms: {en: [passengers, travellers], ar: [الركاب, المسافرين]}
  - id: captain
    name: {en: captain, ar: القبطان}
    forms: {en: [captain, skipper], ar: [القبطان, الربان]}
  - id: fare
    name: {en: fare, ar: ثمن التذكرة}
    forms: {en: [fare, ticket], ar: [التذكرة]}
""",
    "facts/crossing.yaml": """
topic: crossing
title: {en: The crossing, ar: الرحلة}
facts:
  - id: passengers-q2
    about: {subject: ferry, measure: passengers, period: 2031-Q2}
    questions:
      en: [How many passengers did the Aurora carry?, How many travellers took the ferry in Q2?, passengers]
      ar: [كم راكبًا حملت العبارة Aurora؟, كم عدد الركاب؟]
    answer:
      en: The Aurora carried **8,100 passengers** in Q2 2031.
      ar: "Aurora حملت **8100 راكب** في الربع الثاني من 2031."
    source: gazette#people
    related: [passengers-q1, captain, fare]
    checked: 2031-08-02
    series:
      unit: {en: passengers, ar: راكب}
      points:
        - {label: {en: Q1, ar: الأول}, value: 7300}
        - {label: {en: Q2, ar: الثاني}, value: 8100}
  - id: passengers-q1
    about: {subject: ferry, measure: passengers, period: 2031-Q1}
    questions:
      en: [How many passengers did the Aurora carry in Q1?, Q1 passengers]
      ar: [كم راكبًا حملت العبارة في الربع الأول؟]
    answer: {en: "It was **7,300 passengers** in Q1 2031.", ar: "كان العدد **7300 راكب** في الربع الأول من 2031."}
    source: gazette#people
  - id: captain
    about: {subject: ferry, measure: captain}
    questions:
      en: [Who is the captain of the Aurora?, Who steers the ferry?, skipper]
      ar: [من هو قبطان Aurora؟, من يقود العبارة؟]
    answer: {en: "**Ida Holm** is its captain.", ar: "قبطانها **إيدا هولم**."}
    source: gazette#people
    related: [fare]
""",
    "facts/money.yaml": """
topic: money
title: {en: Money, ar: المال}
facts:
  - id: fare
    about: {subject: ferry, measure: fare}
    questions:
      en: [What does a ticket cost?, How much is the fare?]
      ar: [كم ثمن التذكرة؟, بكم التذكرة؟]
    answer: {en: "A ticket costs **4 crowns**.", ar: "ثمن التذكرة **4 كرونات**."}
    source: gazette#people
""",
}
