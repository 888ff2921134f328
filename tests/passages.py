"""One passage in an otherwise faultless tiny site: how rules are tried on words that an editor could write."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rejoinder.core import editorial, site, translation
from rejoinder.core.cache import Cache
from rejoinder.core.finding import Finding  # noqa: TC002 - the tests look at it
from rejoinder.core.settings import Settings
from sites import interface

REPOSITORY = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 24)
ROLES = ("facts", "people", "claim", "technique", "instead", "real-harm", "conversation", "help")

_SOURCES = [
    {"id": f"{kind}-{number}", "type": "report", "title": f"Report {number}", "publisher": f"{kind.title()} body {number}", "issued": {"date-parts": [[2026, 3, 12]]}, "accessed": {"date-parts": [[2026, 11, 1]]}, "URL": f"https://{kind}{number}.example/report", "language": "en"}
    for kind in ("court", "official", "un", "academic", "news", "ngo", "monitor")
    for number in (1, 2)
]  # fmt: skip
_NOTES = "".join(
    f"{source['id']}:\n  kind: {str(source['id']).partition('-')[0]}\n  link: true\n"
    f"  archive: https://archive.example/{source['id']}\n"
    for source in _SOURCES
)
_FACTS = """\
fact-toll:
  statement: {en: On 12 March 2026 investigators counted 149 dead., ru: "12 марта 2026 года следователи назвали 149 погибших.", ar: في 12 مارس 2026 أحصى المحققون 149 قتيلاً.}
  figures:
    dead: {value: 149, unit: people, as-of: 2026-03-12}
    injured: {value: 609, unit: people, as-of: 2026-03-12}
  sources: [official-1, news-1]
  passage: {text: "149 people died and 609 were injured", language: en, source: official-1}
fact-law:
  statement: {en: The law of armed conflict forbids attacks on civilians., ru: Право вооружённых конфликтов запрещает нападать на гражданских лиц., ar: يحظر قانون النزاعات المسلحة الهجوم على المدنيين.}
  sources: [court-1]
  passage: {text: "Civilians must not be attacked", language: en, source: court-1}
fact-camp:
  statement: {en: "In 2025 aid workers counted 30,000 people in the camp.", ru: "В 2025 году в лагере насчитали 30 000 человек.", ar: في 2025 أحصى عمال الإغاثة 30000 شخص في المخيم.}
  figures:
    people: {value: 30000, unit: people, as-of: 2025}
  sources: [un-1, ngo-1]
  passage: {text: "30,000 people lived there", language: en, source: un-1}
"""
_POINT = """\
claims:
  - id: punishment
    paraphrase:
      en: The attack punished the country for its war abroad.
      ru: Нападение было наказанием стране за её войну за рубежом.
      ar: كان الهجوم عقابًا للبلد على حربه في الخارج.
    verdict: true-but-justifies-nothing
    reason:
      en: The war is real; no war makes people at a concert a target.
      ru: Война была; никакая война не делает зрителей концерта целью.
      ar: الحرب حقيقية، ولا حرب تجعل جمهور حفل هدفًا.
    recorded: {source: monitor-1, on: 2024-03-25}
techniques: [collective-guilt]
real-harm: {en: Civilians died in that war., ru: На той войне гибли гражданские., ar: مات مدنيون في تلك الحرب.}
why-answer: {en: "A monitoring body recorded it in March 2024.", ru: "Его отметили наблюдатели в марте 2024 года.", ar: رصدته جهة مراقبة في مارس 2024.}
related: []
aliases: {}
"""
_SERVICES = """\
line-one:
  name: Line One
  country: [DE]
  kind: support
  reports-to-police: unknown
  phone: "0800 1"
  languages: [en, ru, ar]
  called-on: 2026-10-01
"""
_TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "title": "The people at the concert took no part in any war",
        "answer": "People at a concert take no part in a war, and the law forbids attacks on them [@fact-law].",
        "glance": "Officials counted [149](fact:fact-toll) dead. The law forbids attacks on civilians [@fact-law]. You can check each source.",
        "facts": "On 22 March 2024 gunmen shot at people in a concert hall [@fact-toll]. In March 2026 officials counted [149](fact:fact-toll) dead.",
        "people": "Families, ushers and guests were in the hall [@news-1]. Staff helped them to leave [@news-2].",
        "claim": "The next box holds the claim and our verdict, so that you can recognise it.\n\n![](claim:punishment)",
        "technique": "The claim makes a whole people answer for what a government did. Whoever is hurt then seems to have earned it.",
        "instead": "The law protects civilians in every conflict [@fact-law]. A court can try those who break it [@court-1]. What happened was a crime against people who had come to hear music [@court-1].",
        "real-harm": "In 2025 aid workers counted [30000](fact:fact-camp) people in the camp. Their loss counts as much as any other.",
        "conversation": "You could ask: who was in the hall? You can check each source and decide for yourself.",
        "help": "If this was hard to read, the [help page](../pages/help.md) lists services.",
    },
    "ru": {
        "title": "Люди на концерте не участвовали ни в какой войне",
        "answer": "Зрители концерта не участвуют в войне, и закон запрещает нападать на гражданских лиц [@fact-law].",
        "glance": "Власти назвали [149](fact:fact-toll) погибших. Закон запрещает нападать на гражданских [@fact-law]. Каждый источник можно проверить.",
        "facts": "22 марта 2024 года в концертном зале стреляли по людям [@fact-toll]. В марте 2026 года власти назвали [149](fact:fact-toll) погибших.",
        "people": "В зале были семьи, билетёры и гости [@news-1]. Сотрудники помогали им выйти [@news-2].",
        "claim": "В рамке ниже утверждение и наш вывод, чтобы его можно было узнать.\n\n![](claim:punishment)",
        "technique": "Утверждение заставляет весь народ отвечать за решения правительства. Тогда кажется, что пострадавшие это заслужили.",
        "instead": "Закон защищает гражданских в любом конфликте [@fact-law]. Суд может судить тех, кто его нарушил [@court-1]. Это было преступление против людей, которые пришли слушать музыку [@court-1].",
        "real-harm": "В 2025 году в лагере насчитали [30000](fact:fact-camp) человек. Их потеря значит не меньше любой другой.",
        "conversation": "Можно спросить: кто был в зале? Каждый источник можно проверить и решить самостоятельно.",
        "help": "Если читать было тяжело, на [странице помощи](../pages/help.md) есть список служб.",
    },
    "ar": {
        "title": "لم يشارك جمهور الحفل في أي حرب",
        "answer": "جمهور الحفل لا يشارك في أي حرب، والقانون يحظر الهجوم على المدنيين في كل نزاع [@fact-law].",
        "glance": "أحصت السلطات [149](fact:fact-toll) قتيلاً. ويحظر القانون مهاجمة المدنيين [@fact-law]. يمكنك التحقق من كل مصدر.",
        "facts": "في 22 مارس 2024 أطلق مسلحون النار على الناس في قاعة حفلات [@fact-toll]. وفي مارس 2026 أحصت السلطات [149](fact:fact-toll) قتيلاً.",
        "people": "كان في القاعة عائلات وعاملون وضيوف [@news-1]. وساعدهم الموظفون على الخروج [@news-2].",
        "claim": "في الإطار التالي الادعاء وحكمنا عليه لتتعرف عليه.\n\n![](claim:punishment)",
        "technique": "يحمّل الادعاء شعبًا كاملاً ما فعلته حكومة. فيبدو المتضررون كأنهم استحقوا ما أصابهم.",
        "instead": "يحمي القانون المدنيين في كل نزاع [@fact-law]. ويمكن للمحاكم أن تحاكم من يخالفه [@court-1]. ما حدث جريمة ضد أناس جاؤوا للاستماع إلى الموسيقى [@court-1].",
        "real-harm": "في 2025 أحصى عمال الإغاثة [30000](fact:fact-camp) شخص في المخيم. وخسارتهم لا تقل عن أي خسارة.",
        "conversation": "يمكنك أن تسأل: من كان في القاعة؟ يمكنك التحقق من كل مصدر وأن تقرر بنفسك.",
        "help": "إن كانت القراءة صعبة عليك ففي [صفحة المساعدة](../pages/help.md) قائمة بالخدمات.",
    },
}
_HEADINGS = {
    "en": ("What happened", "Who was harmed", "What is claimed", "How the claim misleads", "What the record shows", "The real harm", "If someone says this", "Where to turn"),
    "ru": ("Что произошло", "Кто пострадал", "Что утверждают", "Как это вводит в заблуждение", "Что известно", "Настоящий вред", "Если вам это говорят", "Куда обратиться"),
    "ar": ("ما الذي حدث", "من تضرر", "ما الذي يُدّعى", "كيف يضلل الادعاء", "ما تُظهره السجلات", "الضرر الحقيقي", "إذا قيل لك هذا", "أين تجد المساعدة"),
}  # fmt: skip
_PAGES = ("about", "method", "corrections", "funding", "consent", "help")
_PAGE_TEXT = {
    "en": ("About this page", "This page says how the site works and whom it serves.", "We write for readers who want to check what they read."),
    "ru": ("Об этой странице", "Эта страница рассказывает, как устроен сайт и для кого он.", "Мы пишем для тех, кто хочет проверять прочитанное."),
    "ar": ("عن هذه الصفحة", "تشرح هذه الصفحة كيف يعمل الموقع ولمن هو موجّه.", "نكتب لمن يريد التحقق مما يقرأ."),
}  # fmt: skip
_ABOUT = {
    "en": "The purpose of this site is education and the prevention of violence. [How we work](method.md) says more.",
    "ru": "Цель сайта — просвещение и предотвращение насилия. [Как мы работаем](method.md) рассказывает больше.",
    "ar": "غاية هذا الموقع التثقيف والوقاية من العنف. وتشرح [طريقة عملنا](method.md) المزيد.",
}
_FIELDS = ("title", "answer", "glance", "content-note", "audience", "slug")


@dataclass
class Example:
    """A passage and where it stands: a field, a role, `body`, `heading`, `quotation`, `alt`, `page` or `front`.

    `files` are content files by path: `+path` adds to what stands there (to a JSON list its items), an empty one takes
    a file away. The file `settings` holds `languages: en, ru`, `publisher: …`, `contact: …`; a second language brings
    the faultless explainer in it.
    """

    language: str
    where: str
    text: str
    files: dict[str, str] = field(default_factory=dict)


def write(example: Example, folder: Path) -> Settings:
    """Write the tiny site that holds an example and give its settings."""
    own = dict(example.files)
    named = dict(line.split(": ", 1) for line in own.pop("settings", "").splitlines() if ": " in line)
    languages = tuple(re.split(r"\s*,\s*", named.get("languages", example.language)))
    files = _shared_files()
    for other in languages:
        if other in _TEXTS and other != example.language:
            files |= _explainer(Example(other, "nothing", ""))
    files |= _explainer(example)
    if example.where in ("alt", "caption"):
        alt = json.dumps(example.text, ensure_ascii=False)
        files["media/picture.yaml"] = (
            f"file: picture.jpg\nalt: {{{example.language}: {alt}}}\nshows: [memorial]\ncredit: A. N. Other\n"
        )
    for path, text in own.items():
        if path.startswith("+") and path.endswith(".json"):
            files[path[1:]] = json.dumps(json.loads(files[path[1:]]) + json.loads(text), ensure_ascii=False)
        elif path.startswith("+"):
            files[path[1:]] = files.get(path[1:], "") + text
        elif not text.strip():
            files.pop(path, None)
        else:
            files[path] = text
    for path, text in files.items():
        target = folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    _write_theme(folder / "theme", languages)
    return Settings(
        root=folder,
        content=folder / "content",
        theme=folder / "theme",
        output=folder / "output",
        name="Site",
        url="https://example.org",
        languages=languages,
        publisher=named.get("publisher", "A Publisher"),
        contact=named.get("contact", "mail@example.org"),
        noindex=True,
        today=TODAY,
    )


def review(example: Example, folder: Path, options: editorial.Options | None = None) -> list[Finding]:
    """What the editorial review says of an example: its findings by rules, nothing else."""
    settings = write(example, folder)
    read, problems = site.read(settings, Cache(None, ""))
    translation.judge(read)
    errors = [problem for problem in problems if problem.severity == "error"]
    assert not errors, errors
    return editorial.run(read, options or editorial.Options()).findings


def _shared_files() -> dict[str, str]:
    return {
        "evidence/sources.json": json.dumps(_SOURCES, ensure_ascii=False, indent=1),
        "evidence/source-notes.yaml": _NOTES,
        "evidence/facts.yaml": _FACTS,
        "talking-points/war.yaml": _POINT,
        "help/services.yaml": _SERVICES,
    }


def _explainer(example: Example) -> dict[str, str]:
    texts, tag = dict(_TEXTS[example.language]), example.language
    values = {
        "content-note": {"en": "Describes a shooting.", "ru": "Описывает стрельбу.", "ar": "يصف إطلاق نار."}[tag],
        "audience": "undecided-readers",
        "slug": "people-at-the-concert",
    } | {name: texts[name] for name in ("title", "answer", "glance")}
    where = "text" if example.where == "body" else example.where
    if where in _FIELDS:
        values[where] = example.text.strip()
    elif where in ROLES:
        texts[where] += f"\n\n{example.text}"
    elif where == "text":
        texts["facts"] += f"\n\n{example.text}"
    elif where == "heading":
        texts["facts"] += f"\n\n### {example.text.strip()}\n\n{texts['people']}"
    elif where == "quotation":
        quoted = "\n".join(line if line.startswith(">") else f"> {line}" for line in example.text.strip().splitlines())
        texts["facts"] += f"\n\n{quoted}"
    body = "\n\n".join(
        f"## {heading} {{.{role}}}\n\n{texts[role]}" for role, heading in zip(ROLES, _HEADINGS[tag], strict=True)
    )
    if where == "page":
        body = example.text
    audience = "[" + ", ".join(re.split(r"\s*,\s*", values["audience"])) + "]"
    glance = textwrap.indent(values["glance"], "  ")
    front = (
        f"talking-point: war\npublished: 2026-11-01\nupdated: 2026-11-01\ntitle: {_quoted(values['title'])}\n"
        f"answer: {_quoted(values['answer'])}\nglance: |\n{glance}\naudience: {audience}\n"
        f"content-note: {_quoted(values['content-note'])}\nreview: {{status: draft}}\nreview-by: 2027-05-01\n"
    )
    if where == "front":
        front = example.text.rstrip("\n") + "\n"
    title, summary, text = _PAGE_TEXT[tag]
    pages = {
        f"{tag}/pages/{slug}.md": f"---\ntitle: {title}\nsummary: {summary}\nupdated: 2026-11-01\nreview: {{status: draft}}\n---\n\n{_ABOUT[tag] if slug == 'about' else text}\n"
        for slug in _PAGES
    }
    return {f"{tag}/explainers/{values['slug']}.md": f"---\n{front}---\n{body}\n"} | pages


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _write_theme(theme: Path, languages: tuple[str, ...]) -> None:
    folder = theme / "translations"
    folder.mkdir(parents=True, exist_ok=True)
    for tag in {"en", "ru", "ar", *languages}:
        own = REPOSITORY / f"theme/translations/{tag}.json"
        (folder / own.name).write_text(own.read_text("utf-8") if own.is_file() else interface(tag), "utf-8")
