"""A page by which readers judge a publisher is missing.

What:
    In the leading language of the site: no page on who publishes it (`about`),
    how the work is paid for (`funding`), how it is done (`method`), what was
    corrected (`corrections`), or how people consent to what is shown of them
    (`consent`), or one of hardly any words; and no way to reach the publisher:
    no `contact` page, no CONTACT in the settings, no `![](site:contact)`.

Why:
    The fact-checkers' code commits its signatories to say in public who they
    are, who pays and how they work. Sites that did not were taken for fronts.

Instead:
    Write the page, even if all it can say today is what has not been decided.

When it is wrong:
    Staff need not be named where that is dangerous: roles will do. If your
    page has another address, rename it, since readers look under these.
"""

from collections.abc import Iterator

from rejoinder.core.explainer import Page
from rejoinder.core.markup import Component
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.site import Site

NAME = "trust-page-missing"
#: The pages, each by the names it may have.
_PAGES = (
    ("about", "who-we-are", "about-us"),
    ("funding", "funders", "who-pays"),
    ("method", "methodology", "how-we-work"),
    ("corrections",),
    ("consent", "consent-policy"),
)


def check(site: Site, review: Review) -> Iterator[Hit]:
    """Each missing page of the leading language."""
    least = int(review.threshold(f"{NAME}.words"))
    tag = site.settings.default_language
    pages = {page.slug: page for page in site.pages.values() if page.language == tag}
    for names in _PAGES:
        if any(f"{tag}/pages/{name}.md" in site.unread for name in names):
            continue  # it is there, and has findings of its own
        page = next((pages[name] for name in names if name in pages), None)
        if page is None or (page.words < least and not _components(page)):
            yield Hit(words=names[0], path=site.shown(f"{tag}/pages/{names[0]}.md"))
    by_component = any("contact" in _components(page) for page in pages.values())
    if "contact" not in pages and not site.settings.contact and not by_component:
        yield Hit(words="contact", path=site.shown(f"{tag}/pages/contact.md"))


def _components(page: Page) -> set[str]:
    return {part.id for section in page.sections for part in section.parts if isinstance(part, Component)}


RULE = Rule(
    name=NAME,
    id="G03",
    severity="error",
    reads="site",
    thresholds={"words": 5},
    authority=(
        Authority(
            "International Fact-Checking Network, code of principles (E43)",
            "https://ifcncodeofprinciples.poynter.org/know-more/the-commitments-of-the-code-of-principles",
        ),
    ),
    say={
        "en": ("the site has no page “{words}”, or an empty one", "Write it in the leading language of the site."),
        "ru": ("на сайте нет страницы «{words}» или она пуста", "Напишите её на главном языке сайта."),
        "ar": ("لا توجد في الموقع صفحة «{words}» أو هي فارغة", "اكتبها بلغة الموقع الأولى."),
    },
    check=check,
)
