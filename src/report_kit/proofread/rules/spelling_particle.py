"""的, 地 and 得, listed in dictionaries/particle.tsv."""

from report_kit.proofread.dictionaries.rule import DictionaryRule


class Particle(DictionaryRule):
    """“的、地、得”用错。

    什么：“较好的保证了”（地）、“极大得保障”（地）、“规定地要求”（的）、“公开的更加彻底”（得）。
    为什么：三个字读音相同，输入时容易选错；公文要求区分。
    依据：《现代汉语词典》：定语后用“的”，状语后用“地”，补语前用“得”；
    词的类别见 dictionaries/word_classes.tsv。
    """

    id = "spelling.particle"
    dictionary = "particle"
