"""A language of the site has no word lists for some rules.

What:
    A language of the site for which some of the word lists that other
    languages have do not exist: the rules that live from them could not look
    at its texts. (Lists that exist and that no native reader has reviewed are
    counted as draft in the summary of each report; their findings are
    warnings.)

Why:
    Checkers of language are made for English first. A page on which fifty
    rules found nothing looks checked; if thirty of them could not read it, it
    is not.

Instead:
    Translate the lists of `core/rules/lexicons/en` that matter most to you, or
    let a native reader review each text for what the missing rules look for.

When it is wrong:
    A regional variant uses the lists of its language (pt-BR those of pt).
"""

from collections.abc import Iterator

from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.site import Site


def check(site: Site, review: Review) -> Iterator[Hit]:
    """Each language that lacks lists."""
    every = frozenset[str]().union(*(review.lexicons.names(tag) for tag in review.lexicons.languages))
    for tag in site.languages:
        missing = every - review.lexicons.names(tag)
        if missing:
            yield Hit(words=tag, path="pelicanconf.py", values={"count": len(missing), "all": len(every)})


RULE = Rule(
    name="language-without-word-lists",
    id="L04",
    severity="warning",
    reads="site",
    authority=(Authority("Vale, styles: rules as data, by language (E79)", "https://vale.sh/docs/topics/styles/"),),
    say={
        "en": (
            "{count} of {all} word lists do not exist in “{words}”: the rules that need them were not run",
            "Translate the lists, or have a native reader look for what these rules look for.",
        ),
        "ru": (
            "для языка «{words}» нет {count} из {all} списков слов: правила, которым они нужны, не работали",
            "Переведите списки или попросите носителя языка проверить то, что проверяют эти правила.",
        ),
        "ar": (
            "لا توجد في اللغة «{words}» {count} من أصل {all} من قوائم الكلمات، فلم تعمل القواعد التي تحتاجها",
            "ترجم القوائم، أو اطلب من ناطق باللغة أن يبحث عما تبحث عنه هذه القواعد.",
        ),
    },
    check=check,
)
