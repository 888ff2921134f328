"""The proof of absence misses nothing that was planted, in whatever disguise, and finds nothing where nothing is."""

from __future__ import annotations

import gzip
import html
import io
import json
import random
import string
import struct
import sys
import time
import types
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rejoinder.core import absence
from rejoinder.core.absence import Person, Searcher, Trace, Unread, normal

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = "When the lights went out I opened the side door and led the children down the stairs."
RUSSIAN = "Когда погас свет, я открыла боковую дверь и вывела детей по лестнице вниз."
ARABIC = "عِنْدَمَا انْطَفَأَتِ الأَضْوَاءُ فَتَحْتُ البَابَ الجَانِبِيَّ وَقُدْتُ الأَطْفَالَ إِلَى الأَسْفَلِ"
CHINESE = "灯灭的时候我打开侧门带着孩子们从楼梯上下来"
WORDS = (ENGLISH, RUSSIAN, ARABIC, CHINESE)
NAMES = ("Marína Téstova", "Марина Тестова", "مَارِينَا تِسْتُوفَا", "Anna Li")
WHO = Person("usher-7", NAMES, WORDS)
SEARCHER = Searcher([WHO])
#: Words of which no five in a row stand in the statement.
OTHER = {
    ENGLISH: "we door lights children saw music people hall evening went side opened stairs city",
    RUSSIAN: "мы дверь свет дети видели музыка люди зал вечер открыла лестнице город",
    ARABIC: "نحن باب ضوء أطفال رأينا موسيقى الناس قاعة مساء الأضواء فتحت مدينة",
}


def kinds(own: str, data: str | bytes, searcher: Searcher = SEARCHER) -> set[tuple[str, str]]:
    """What is found in a file: kind and place."""
    traces, unread = searcher.search_bytes(own, data.encode() if isinstance(data, str) else data)
    assert unread == []
    assert all(trace.own == own for trace in traces)
    return {(trace.kind, trace.where) for trace in traces}


# -- disguises ---------------------------------------------------------------------------------------------------------


@st.composite
def disguised(draw: st.DrawFn, words: list[str]) -> str:
    """Some words as HTML that shows them, with everything between and inside them that a reader does not see."""
    between = st.sampled_from(
        [
            " ",
            "\n",
            "\r\n\t",
            "&nbsp;",
            "&#160;",
            " ",
            "<br>",
            "<br/>\n",
            " <!-- a remark --> ",
            "</p>\n<p class='x'>",
            ", ",
            " — ",
            " “",
            "…",
            " <wbr>",
            "</span> <span title='a > b'>",
            "</li><li>",
            " &mdash; ",
            "\u2003",
        ]
    )
    inside = st.sampled_from(
        ["", "", "", "&shy;", "\u00ad", "<b>", "</b>", "<wbr>", "\u200d", "&zwnj;", "<i class=x>", "\u200f"]
    )
    arabic = st.sampled_from(["", "", "ـ", "\u064b", "\u0651", "\u0670"])
    pieces = []
    for word in words:
        shape = draw(st.sampled_from([str, str.upper, str.title, str.lower]))
        letters = []
        for letter in shape(word):
            form = draw(st.sampled_from(["plain", "plain", "plain", "decimal", "hex"]))
            written = {"plain": html.escape(letter), "decimal": f"&#{ord(letter)};", "hex": f"&#x{ord(letter):x};"}[
                form
            ]
            letters.append(written + draw(inside))
            if "\u0600" < letter < "\u06ff":
                letters.append(draw(arabic))
        pieces.append("".join(letters) + draw(between))
    return "".join(pieces)


@st.composite
def planted(draw: st.DrawFn) -> str:
    """A page in which five words or more of a statement stand among others."""
    text = draw(st.sampled_from(WORDS[:3]))
    words = text.split()
    start = draw(st.integers(0, len(words) - 5))
    end = draw(st.integers(start + 5, len(words)))
    others = OTHER[text].split()
    before = " ".join(draw(st.lists(st.sampled_from(others), max_size=12)))
    after = " ".join(draw(st.lists(st.sampled_from(others), max_size=12)))
    return f"<!doctype html><p>{before} {draw(disguised(words[start:end]))} {after}</p>"


@given(planted())
@settings(max_examples=400, deadline=None)
def test_five_planted_words_are_found(page: str) -> None:
    """Five consecutive words are found under any markup, case, entities, spaces, soft hyphens, tatweel and vowel marks."""
    assert ("words", "text") in kinds("en/x.html", page)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_planted_name_is_found(data: st.DataObject) -> None:
    """A full name is found in any disguise, with its last word first too."""
    words = data.draw(st.sampled_from(NAMES)).split()
    if data.draw(st.booleans()):
        words = [words[-1], *words[:-1]]
    assert ("name", "text") in kinds("en/x.html", f"<p>says {data.draw(disguised(words))}</p>")


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_other_text_gives_no_hit(data: st.DataObject) -> None:
    """Text of the same words in no run of five, and text of any letters, is clean."""
    text = data.draw(st.sampled_from(WORDS[:3]))
    others = st.sampled_from(OTHER[text].split())
    mixed = " ".join(data.draw(st.lists(others, max_size=60)))
    anything = data.draw(st.text(max_size=80))
    few = " ".join(text.split()[2:6])
    assert kinds("en/x.html", f"<p>{mixed}</p><p>{few}</p><p>{html.escape(anything)}</p>") == set()


@pytest.mark.parametrize("text", WORDS[:3])
def test_four_words_are_none_too_many(text: str) -> None:
    """Four words of a longer statement are everybody's; the fifth makes them somebody's."""
    words = text.split()
    for start in range(len(words) - 4):
        assert kinds("x.txt", " ".join(["так", *words[start : start + 4], "so"])) == set()
        assert kinds("x.txt", " ".join(["так", *words[start : start + 5], "so"])) == {("words", "text")}


def test_writing_without_spaces() -> None:
    """In a script without spaces ten letters count as five words."""
    assert kinds("x.html", f"<p>他说{CHINESE[4:14]}了</p>") == {("words", "text")}
    assert kinds("x.html", f"<p>他说{CHINESE[4:13]}了</p>") == set()


def test_a_short_statement_is_looked_for_as_a_whole() -> None:
    """A statement of four words is found as a whole; of three it is what everybody says."""
    assert kinds(
        "x.txt", "She said: we ran, all together!", Searcher([Person("p-1", (), ("We ran all together",))])
    ) == {("words", "text")}
    assert kinds("x.txt", "I miss you.", Searcher([Person("p-1", (), ("I miss you",))])) == set()


@pytest.mark.parametrize("text", ["Annabel Lively", "Anna Lindt", "anna-lisa", "Hanna Li", "Annali", "Joanna Limes"])
def test_a_name_inside_other_words_is_none(text: str) -> None:
    """A name counts where its words are whole words."""
    assert kinds("x.txt", text) == set()


def test_a_name_of_one_word_is_looked_for_nowhere() -> None:
    """A first name alone is many people's."""
    assert kinds("x.txt", "Marina", Searcher([Person("p-1", ("Marina",))])) == set()


# -- ids ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        '<figure data-person="usher-7">',
        "<a href='people.html#person-usher-7'>",
        "<p id=person-usher-7>",
        "<!-- usher-7 -->",
        "<p>USHER-7</p>",
        '<script type="application/ld+json">{"about": "usher-7"}</script>',
        '<a href="people.html#person&#45;usher&#45;7">',
        '<a href="people.html#person%2Dusher%2D7">',
        "<style>#person-usher-7 {color: red}</style>",
    ],
)
def test_an_id_is_found(page: str) -> None:
    """The id is found as a whole word, in text, attributes, comments, scripts and styles."""
    assert "id" in {kind for kind, _ in kinds("en/x.html", page)}


@pytest.mark.parametrize("text", ["usher-70", "an-usher-7", "usher-7-b", "usher 7", "usher_7", "xusher-7"])
def test_part_of_another_id_is_none(text: str) -> None:
    """What goes on before or after the id is another one."""
    assert kinds("en/x.html", f'<p id="{text}">{text}</p>') == set()


def test_an_id_that_is_a_plain_word() -> None:
    """An id that is a word of the language counts where an address or a value stands, not in a sentence."""
    searcher = Searcher([Person("usher")])
    for clean in ("<p>The usher led them out.</p>", '<img alt="an usher at the door">', "<p class=ushers>"):
        assert kinds("x.html", clean, searcher) == set()
    for traced in (
        "<p data-person=usher>",
        '<a href="p.html#person-usher">',
        '<a href="people/usher.html">',
        "<!-- usher -->",
    ):
        assert kinds("x.html", traced, searcher), traced
    assert kinds("x.json", '["usher"]', searcher) == {("id", "values")}
    assert kinds("x.json", '["The usher led them out."]', searcher) == set()


def test_an_address_is_a_trace(tmp_path: Path) -> None:
    """A file whose name tells the person is found by its address, and search says where."""
    (tmp_path / "en/people").mkdir(parents=True)
    (tmp_path / "en/people/usher-7.html").write_bytes(b"<p>empty</p>")
    traces, _ = SEARCHER.search(tmp_path, "en/people/usher-7.html")
    assert traces == [Trace("en/people/usher-7.html", "usher-7", "id", "address")]


# -- kinds of files ----------------------------------------------------------------------------------------------------

RUN = "I opened the side door"


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    whole = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        *chunks,
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in whole
    )


def _jpeg(*segments: tuple[int, bytes]) -> bytes:
    body = b"".join(b"\xff" + bytes([kind]) + struct.pack(">H", len(data) + 2) + data for kind, data in segments)
    return b"\xff\xd8" + body + b"\xff\xda\0\x02" + random.Random(1).randbytes(5000) + b"\xff\xd9"


def _webp(kind: bytes, body: bytes) -> bytes:
    chunk = kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def _zip(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return packed.getvalue()


FILES: dict[str, tuple[str, str | bytes]] = {
    "attribute": ("x.html", f'<meta name="description" content="{RUN}">'),
    "comment": ("x.html", f"<!-- {RUN} -->"),
    "text fragment": ("x.html", '<a href="https://x.example/#:~:text=I%20opened%20the%20side%20door">x</a>'),
    "JSON-LD": ("x.html", f'<script type="application/ld+json">{json.dumps({"text": RUN})}</script>'),
    "escaped script": ("x.html", '<script>var x = "I\\u0020opened the \\"side\\" door"</script>'),
    "noscript": ("x.html", f"<noscript>{RUN}</noscript>"),
    "JSON": ("x.json", json.dumps({"a": [{"b": RUN}]})),
    "JSON, escaped": ("x.json", json.dumps({"a": RUSSIAN})),
    "JSON, markup in it": ("x.json", json.dumps("I <b>opened</b> the&nbsp;side\u00addoor".replace("\u00ad", " "))),
    "JSON, word by word": ("index.json", json.dumps(RUN.split())),
    "JSON, a key": ("x.json", json.dumps({RUN: 1})),
    "JSON, damaged": ("x.json", f'{{"a": "{RUN}"'),
    "JSON lines": ("x.jsonl", f'{{"a": 1}}\n{{"a": "{RUN}"}}\n'),
    "script": ("search.js", f"window.index = {json.dumps([{'t': RUSSIAN}])}"),
    "feed, CDATA": ("feed.xml", "<entry><content><![CDATA[<p>I <b>opened</b> the side door</p>]]></content></entry>"),
    "feed, escaped": (
        "feed.atom",
        "<content type='html'>&lt;p&gt;I &lt;b&gt;opened&lt;/b&gt; the&amp;nbsp;side door</content>",
    ),
    "picture of lines": ("card.svg", "<svg><text><tspan>I opened the</tspan><tspan>side door</tspan></text></svg>"),
    "plain": ("x.txt", RUN),
    "Markdown": ("x.md", "I *opened* the [side](x.md) door"),
    "no ending": ("CNAME", RUN),
    "other encoding": ("x.txt", RUN.encode("utf-16")),
    "compressed": ("x.html.gz", gzip.compress(f"<p>{RUN}</p>".encode())),
    "compressed twice": ("x.gz", gzip.compress(gzip.compress(RUN.encode()))),
    "compressed, no ending": (
        "fragment.pf_fragment",
        gzip.compress(b'pagefind_dcd{"content":"' + RUN.encode() + b'"}'),
    ),
    "archive": ("x.epub", _zip(text__xhtml=b"<p>I <i>opened</i> the side door</p>")),
    "archive in archive": ("x.zip", _zip(inner__zip=_zip(a__txt=RUN.encode()))),
    "PNG, text": ("x.png", _png((b"tEXt", b"Comment\0" + RUN.encode()))),
    "PNG, compressed": ("x.png", _png((b"zTXt", b"Comment\0\0" + zlib.compress(RUN.encode())))),
    "PNG, international": ("x.png", _png((b"iTXt", b"T\0\1\0\0\0" + zlib.compress(RUSSIAN.encode())))),
    "PNG, behind the end": ("x.png", _png() + RUN.encode()),
    "JPEG, comment": ("x.jpg", _jpeg((0xFE, RUN.encode()))),
    "JPEG, XMP": ("x.jpg", _jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:d>I opened&#32;the side door</x:d>"))),
    "JPEG, UTF-16": ("x.jpg", _jpeg((0xE1, b"Exif\0\0" + RUN.encode("utf-16-le")))),
    "JPEG, Cyrillic UTF-16": ("x.jpg", _jpeg((0xE1, b"Exif\0\0" + RUSSIAN.replace(",", "").encode("utf-16-le")))),
    "WebP": ("x.webp", _webp(b"EXIF", RUN.encode())),
    "unknown": ("x.bin", b"\0\1\2\xff\xfe" + RUN.encode() + b"\0\xff"),
}


@pytest.mark.parametrize("case", FILES)
def test_kinds_of_files(case: str) -> None:
    """Five words are found in every kind of file in which a site could hold them."""
    own, data = FILES[case]
    assert "words" in {kind for kind, _ in kinds(own, data)}


@pytest.mark.parametrize("case", FILES)
def test_kinds_of_files_without_a_trace(case: str) -> None:
    """The same files with another word in the middle are clean."""
    own, data = FILES[case]
    other = Searcher([Person("p-1", (), ("I closed the side door", "Она закрыла боковую дверь сама"))])
    assert kinds(own, data, other) == set()


def test_random_bytes_are_clean() -> None:
    """Compressed pixels give no hit, however many there are."""
    short = Searcher([Person("ana"), Person("p-1", ("Al Bo",), ("a b c d e",))])
    data = random.Random(7).randbytes(2_000_000)
    for own in ("x.bin", "x.woff2"):
        assert short.search_bytes(own, b"\0" + data) == ([], [])
    assert short.search_bytes("x.jpg", _jpeg((0xDB, data[:64]))) == ([], [])


def test_what_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file that cannot be searched is never clean: the reason is given."""
    monkeypatch.setattr(absence, "optional", lambda name: None)
    locked = (
        _zip(a__txt=b"x")
        .replace(b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\1")
        .replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1")
    )
    for own, data, word in (
        ("x.pdf", b"%PDF-1.7", "pypdf"),
        ("x.bin", b"%PDF-1.7", "pypdf"),
        ("x.html.br", b"\x8b", "brotli"),
        ("x.gz", b"\x1f\x8bnothing", "damaged"),
        ("x.zip", b"PK\x03\x04nothing", "damaged or locked"),
        ("x.zip", locked, "damaged or locked"),
        ("x.zst", b"(\xb5/\xfd", "cannot be read here"),
    ):
        traces, unread = SEARCHER.search_bytes(own, data)
        assert traces == []
        assert [one.own for one in unread] == [own]
        assert word in unread[0].reason
    assert SEARCHER.search(tmp_path, "gone.html")[1] == [Unread("gone.html", "No such file or directory")]


def test_a_pdf_is_read_where_there_is_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """With pypdf the text of pages and the document's own description are searched; a scan is not taken for clean."""

    def reader(pages: list[str], **about: str) -> Any:
        made = [types.SimpleNamespace(extract_text=lambda text=text: text) for text in pages]
        return types.SimpleNamespace(PdfReader=lambda file: types.SimpleNamespace(pages=made, metadata=about))

    for library, found in (
        (reader(["And I ope-\nned the", "side door"]), {("words", "text")}),
        (reader(["Nothing"], author="Anna Li"), {("name", "metadata")}),
        (reader(["Nothing"]), set()),
    ):
        monkeypatch.setattr(absence, "optional", lambda name, library=library: library)
        assert kinds("x.pdf", b"%PDF-1.7") == found
    monkeypatch.setattr(absence, "optional", lambda name: reader(["  "]))
    assert "scan" in SEARCHER.search_bytes("x.pdf", b"%PDF-1.7")[1][0].reason


# -- time and memory ---------------------------------------------------------------------------------------------------


def test_a_run_across_the_edge_of_a_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A large file is read in windows; a run that lies across the edge of one is found wherever it lies."""
    monkeypatch.setattr(absence, "_WINDOW", 4096)
    monkeypatch.setattr(absence, "_OVERLAP", 1024)
    for place in range(3900, 4200, 7):
        for start in ("<p>", ""):
            page = start + "wörd " * (place // 6) + " I <b>opened</b> the side door " + "word " * 900
            (tmp_path / "x.html").write_text(page, "utf-8")
            assert SEARCHER.search(tmp_path, "x.html")[0], place


@pytest.mark.parametrize(
    "piece",
    ["<", "&", "<!--", '<a "', "<script>", "<![CDATA[", "I opened the ", "&lt;", "\\u00", "usher-", "%", '{"', "=\"x'"],
)
def test_time_is_linear(piece: str) -> None:
    """Twice as much of anything takes about twice as long."""

    def seconds(data: bytes) -> float:
        start = time.perf_counter()
        SEARCHER.search_bytes("x.html", data)
        SEARCHER.search_bytes("x.json", data)
        return time.perf_counter() - start

    small = b"<p>" + piece.encode() * (60_000 // len(piece))
    once = min(seconds(small) for _ in range(2))
    eight = seconds(small[:3] + small[3:] * 8)
    assert eight < 0.3 or eight < once * 24


def test_nothing_prints_the_words() -> None:
    """Neither a person nor a trace shows what must not be seen."""
    said = repr(WHO) + repr(SEARCHER.search_bytes("x.txt", f"{RUN} Anna Li".encode()))
    assert "door" not in said
    assert "Anna" not in said


def test_the_normal_form_is_stable() -> None:
    """What is normal stays as it is, and every letter that can be typed in two ways has one normal form."""
    for text in (*WORDS, *NAMES, "Straße ﬁn İstanbul Ёлка ٱلْكِتَـٰب کیف"):
        assert normal(normal(text)) == normal(text)
    assert normal("ЁЛКА") == normal("елка")
    assert normal("ﬁn") == normal("FIN")
    assert normal("أحمد") == normal("احمد")
    assert normal("Straße") == normal("STRASSE")
    assert not set(string.ascii_uppercase) & set(normal(string.printable))
    assert sys.getsizeof(absence._invisible().pattern) < 20_000
