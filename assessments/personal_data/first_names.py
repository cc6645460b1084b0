"""First names that are common in Poland, also as declension bends them, and some of neighbours."""

import re

_ENDINGS = re.compile(
    r"(?:a|i|y|e|o|u|ę|ą|ie|ia|ii|ię|ią|io|em|iem|owi|iowi|om|ek|ka|ki|kę|ką|ko|ce|sia|się|siu)?"
)
_STEMS = frozenset(
    re.findall(
        r"\w+",
        """
        ad adam adel adrian agat agnieszk albert aleks aleksander aleksandr alicj alin amel
        anastazj andrzej ane aniel anit ann anna ant antoni antonin arek ariel arkadiusz art
        artur ary bart bartek bartosz bartłomiej basi beat ben bernard blank bogdan bogumił
        bogusław bolesław bożen brian bronisław cecyli cezar czesław dag dagmar dami damian dani
        daniel danu danut dar dariusz david dawid diana dominik dorot edward edyt elen elżbie
        elżbiet emil emili emma ew fabian felik filip franciszek franciszk gabriel genowef
        gertrud grażyn grzegorz halin hann helen henryk hubert ig ignac igor il ilon iren irene
        irmin iw iwon iz izabel jac jacek jack jad jadwig jakub james jan janin janusz jarosław
        jerz jerzy joann john jolan jolant juli julia julian julit justyn józef kacper kal kamil
        karin karol karolin kasper katarzyn kazimierz king klaudi konrad kornel krystian krystyn
        krzysiek krzysztof leon leonard lesz leszek lidi lucj lucyn ludwik luiz maciej magd
        magdalen maj maksym maksymilian marce marcel marcin marek mari marian marin mario mariol
        mariusz mark mart martyn mary maryl mateusz max małgorzat melan michalin michał
        mieczysław mikołaj milen mirosław mił monik nadi natali natasz nikodem nikol nin norbert
        oksan ol ole oleg oleksandr olg oliwi oliwier oskar patrycj patryk paulin pawe paweł
        pawł peter piotr radosław rafał remigiusz renat robert roman romual ryszard róż sabin
        samuel sarah sebastian serhij sofi sonia stanisław stefan susan svitlan sylwest sylwi
        szymek szymon sławomir tadeusz tamar tatian teres thomas tomasz tomek tomk urszul
        waldemar wand wer weronik wiesław wiktor wiktori wil wincent wioleta wioletta wit witold
        wojciech wolodymyr władysław włodzimierz zbigniew zdzisław zenon zofi zosi zuzann
        zygmunt łucj łukasz żanet
        """,
    )
)
_SHORTEST_STEM = 2


def is_first_name(word: str) -> bool:
    """Whether a word is a first name: Anna, Anny, Annie; Piotr, Piotra, Piotrem."""
    plain = word.casefold()
    return any(
        plain[:length] in _STEMS and _ENDINGS.fullmatch(plain[length:])
        for length in range(_SHORTEST_STEM, len(plain) + 1)
    )
