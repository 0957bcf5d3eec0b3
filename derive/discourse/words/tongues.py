"""Which language a sentence is in: English, Chinese, or one of which nothing is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.discourse.stretches import FILL
from derive.discourse.words.tables import CHINESE, ENGLISH, Language

__all__ = ["SHORT", "Tongue", "language_of"]

#: Long forms of the characters that the tables use.
SHORT = str.maketrans(
    "設記義當則時為稱寫數個種類別獨熱編碼對稱陣應該約於規項隨機變單態種條錯誤學習參簡導據實際號"
    "與樣滿關標籤總兩況無論從斷視這裡沒動態後來將們歸結輸個層點間進長處邊軟損給選過還並"
    "證驗請願優極範圍題內負決權絕離聯認現價錄質術環選綜併協",
    "设记义当则时为称写数个种类别独热编码对称阵应该约于规项随机变单态种条错误学习参简导据实际号"
    "与样满关标签总两况无论从断视这里没动态后来将们归结输个层点间进长处边软损给选过还并"
    "证验请愿优极范围题内负决权绝离联认现价录质术环选综并协",
)
_HAN = re.compile("[\u3400-\u9fff]")
#: Letters of other scripts: Cyrillic, Hebrew, Arabic, Indic, Thai, Japanese, Korean.
_OTHER = re.compile(
    "[\u0400-\u04ff\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\uac00-\ud7af]"
)
_WORD = re.compile(r"[a-zà-öø-ÿ]{2,}")
_ENGLISH = re.compile(
    r"(?:the|of|and|to|in|is|that|for|it|as|with|we|by|this|be|are|on|from|at|an|or|if|where|which|"
    r"let|then|when|since|so|have|has|not|can|all|each|its|our|define|assume|suppose|case|show|"
    r"here)\Z"
)
_FOREIGN = re.compile(
    r"(?:der|die|das|und|ist|mit|von|den|dem|ein|eine|sei|wenn|für|nicht|als|wir|le|la|les|est|et|"
    r"une|des|du|pour|avec|dans|que|si|où|soit|el|los|las|es|una|para|con|por|sea|donde|entonces|"
    r"il|di|che|per|sono|della|nel|sia|se|dove|não|uma|seja|de|het|een|en|van|niet|voor|och|att|"
    r"som|är|jest|dla|oraz|gdzie|niech|ve|ile|bir|için|olsun)\Z"
)
#: Words that are English and something else too count for little.
_FEW = 4


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a document's words are, all together; a sentence may differ."""

    english: bool

    def of(self, words: str) -> Language | None:
        """The language of a sentence; ``None`` for one that is not read.

        >>> tongue = language_of("Let x be the sum of all of them.")
        >>> texts = "so that", "设 N", "sei N die summe und"
        >>> [getattr(tongue.of(text), "name", None) for text in texts]
        ['english', 'chinese', None]
        """
        if _OTHER.search(words):
            return None
        if _HAN.search(words):
            return CHINESE
        known, foreign, count = _counts(words)
        if self.english:
            return None if foreign >= 2 and foreign > 2 * known else ENGLISH
        return ENGLISH if not count or known > foreign else None


def language_of(shadow: str) -> Tongue:
    """The language in which a document's words are written in letters of Latin."""
    known, foreign, count = _counts(shadow.replace(FILL, "").lower())
    return Tongue(count < _FEW or (known >= foreign and (known * 12 >= count or count < 20)))


def _counts(text: str) -> tuple[int, int, int]:
    words = _WORD.findall(text)
    known = sum(_ENGLISH.match(w) is not None for w in words)
    foreign = sum(_FOREIGN.match(w) is not None for w in words)
    return known, foreign, len(words)
