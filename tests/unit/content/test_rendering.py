"""A lesson becomes the HTML of the design: plain, safe, with its words and figures in place."""

from datetime import date

import pytest

from content.callouts import NOTE_ICONS
from content.curriculum import Curriculum, Fact, Lesson, Module, Term
from content.elements import Heading
from content.languages import Language, Text
from content.phrases import minutes
from content.rendering import Rendered, render_guide, render_lesson
from tests.unit.content.sample import SampleCourse

LANGUAGES = {"pl": Language.PL, "en": Language.EN}


def lesson(body: str, *, digest: str) -> Lesson:
    return Lesson(
        slug="m1/1-x",
        module="m1",
        number=1,
        title=Text("Tytuł", "Title"),
        minutes=10,
        outcomes=(),
        body=Text(body, body),
        digest=digest,
    )


def make_fact(slug: str, value: Text, checked_on: date) -> Fact:
    return Fact(slug, Text("co", "what"), value, Text("źródło", "source"), checked_on)


def course() -> Curriculum:
    here = lesson("", digest="")
    return Curriculum(
        modules=(Module("m1", 1, Text("a", "a"), 1, 1, (), (here,), None, None),),
        competences=(),
        terms={
            "reach": Term("reach", Text("docieranie", "reach"), Text("Do <ludzi>.", "To people.")),
            "agency": Term("agency", Text("sprawczość", "agency"), Text("Wpływ.", "Influence.")),
        },
        facts={
            "year": make_fact("year", Text("*2018*", "2018 & on"), date(2026, 1, 2)),
            "town": make_fact("town", Text("Krosno", "Krosno"), date(2026, 3, 4)),
        },
        figures={"ladder": Text("<svg>pl</svg>", "<svg>en</svg>")},
        guides={},
        trainer_guides={},
    )


def rendered(body: str, language: str = "en") -> Rendered:
    return render_lesson(lesson(body, digest=body), LANGUAGES[language], course())


def test_a_whole_lesson_of_the_sample(sample: SampleCourse) -> None:
    curriculum = sample.read()
    found = render_lesson(curriculum.lesson("m1/1-cycle"), Language.EN, curriculum)
    assert found.html == (
        '<p class="lead">The work goes in a circle. In the pilot 12 people learned it.</p>\n'
        '<h2 id="s-eight-steps">Eight steps</h2>\n'
        '<p>First comes <a href="#term-reach">reach</a>, '
        'see <a href="/lessons/m3/1-questions">questions</a>.</p>\n'
        '<details class="term">\n<summary>What does “reach” mean?</summary>\n'
        '<p id="term-reach">Going to people.</p>\n</details>\n'
        f"<figure>{curriculum.figures['ladder'].en}\n"
        "<figcaption>The ladder, from below.</figcaption>\n</figure>\n"
        f'<div class="note info">{NOTE_ICONS["note info"]}\n'
        "<h3>Exercise, 20 minutes</h3>\n<p>Talk to one neighbour.</p>\n</div>\n"
        "<details>\n<summary>How we know</summary>\n"
        '<ul class="small">\n<li><a href="https://example.org/framework">The framework</a>, '
        "our own wording.</li>\n</ul>\n</details>"
    )
    assert found.title == "The cycle"
    assert found.headings == (Heading("s-eight-steps", "Eight steps"),)
    assert found.checked_on == date(2026, 11, 22)


def test_the_renderer_speaks_the_language_of_the_lesson() -> None:
    body = (
        "A [a](term:reach).\n\n![C](figure:ladder)\n\n"
        "/// exercise | 2\n### Ćwiczenie\nB.\n///\n\n/// sources\nC.\n///"
    )
    html = rendered(body, "pl").html
    assert "<summary>Co znaczy „docieranie”?</summary>" in html
    assert '<p id="term-reach">Do &lt;ludzi&gt;.</p>' in html
    assert "<h3>Ćwiczenie, 2 minuty</h3>" in html
    assert "<summary>Skąd to wiemy</summary>" in html
    assert "<svg>pl</svg>" in html


@pytest.mark.parametrize(
    ("number", "polish", "english"),
    [
        (1, "1 minuta", "1 minute"),
        (2, "2 minuty", "2 minutes"),
        (5, "5 minut", "5 minutes"),
        (12, "12 minut", "12 minutes"),
        (22, "22 minuty", "22 minutes"),
        (112, "112 minut", "112 minutes"),
    ],
)
def test_minutes_agree_with_their_number(number: int, polish: str, english: str) -> None:
    assert (minutes(number, Language.PL), minutes(number, Language.EN)) == (polish, english)


@pytest.mark.parametrize(
    ("kind", "classes"),
    [
        ("case", "note quiet"),
        ("mistake", "note wait"),
        ("exercise", "note info"),
        ("remember", "note line"),
    ],
)
def test_each_call_out_has_its_note_and_icon(kind: str, classes: str) -> None:
    html = rendered(f"Lead.\n\n/// {kind}\n## Big *title*\n\nText.\n///\n\nAfter.").html
    paragraph = '<p class="lead">' if kind == "remember" else "<p>"
    assert html == (
        f'<p class="lead">Lead.</p>\n<div class="{classes}">{NOTE_ICONS[classes]}\n'
        f"<h3>Big <em>title</em></h3>\n{paragraph}Text.</p>\n</div>\n<p>After.</p>"
    )


def test_an_exercise_tells_its_minutes_after_any_title() -> None:
    html = rendered("Lead.\n\n/// exercise | 1\n### Go *out*\nText.\n///").html
    assert "<h3>Go <em>out</em>, 1 minute</h3>" in html
    html = rendered("Lead.\n\n/// exercise | 20\nNo title.\n///").html
    assert "minutes" not in html
    assert "minutes" not in rendered("/// exercise | 20\n///").html


def test_only_the_first_paragraph_at_the_top_is_the_lead() -> None:
    assert rendered("One.\n\nTwo.").html == '<p class="lead">One.</p>\n<p>Two.</p>'
    assert rendered("- One.\n\nTwo.").html == "<ul>\n<li>One.</li>\n</ul>\n<p>Two.</p>"
    assert rendered("").html == ""


def test_anchors_are_plain_and_never_repeat() -> None:
    found = rendered(
        "# Łódź & *wieś*\n\n## Łódź \\* wieś\n\n##### 7 pytań: [[fact:town]] `<b>`\n\n## Кросно\n\n"
        "## Krosno 2 &amp; 3\n\n/// case\n### Case\n///"
    )
    assert found.headings == (
        Heading("s-lodz-wies", "Łódź & wieś"),
        Heading("s-lodz-wies-2", "Łódź * wieś"),
        Heading("s", "Кросно"),
        Heading("s-krosno-2-3", "Krosno 2 & 3"),
    )
    assert '<h3 id="s-7-pytan-krosno-b">7 pytań: Krosno <code>&lt;b&gt;</code></h3>' in found.html
    assert "<h3>Case</h3>" in found.html


def test_a_word_is_explained_once_after_the_block_where_it_is_met_first() -> None:
    html = rendered(
        "- one\n- [a](term:reach) and [b](term:agency)\n\n[c](term:reach)\n\n"
        "/// case\n### T\n\n[d](term:agency)\n///"
    ).html
    assert html.startswith(
        '<ul>\n<li>one</li>\n<li><a href="#term-reach">a</a> and '
        '<a href="#term-agency">b</a></li>\n</ul>\n<details class="term">\n'
        '<summary>What does “reach” mean?</summary>\n<p id="term-reach">To people.</p>\n'
        '</details>\n<details class="term">\n<summary>What does “agency” mean?</summary>\n'
        '<p id="term-agency">Influence.</p>\n</details>\n'
        '<p><a href="#term-reach">c</a></p>'
    )
    assert html.count("<details") == 2


def test_a_word_met_first_inside_a_note_is_explained_there() -> None:
    html = rendered("Lead.\n\n/// case\n### T\n\n[d](term:agency)\n\nMore.\n///").html
    assert html.endswith(
        '<p><a href="#term-agency">d</a></p>\n<details class="term">\n'
        '<summary>What does “agency” mean?</summary>\n<p id="term-agency">Influence.</p>\n'
        "</details>\n<p>More.</p>\n</div>"
    )


def test_facts_are_words_not_markup_and_the_oldest_check_is_told() -> None:
    assert rendered("In [[fact:year]].", "pl").html == '<p class="lead">In *2018*.</p>'
    assert rendered("In **[[fact:year]]**.").html == (
        '<p class="lead">In <strong>2018 &amp; on</strong>.</p>'
    )
    assert rendered("[[fact:year]] [[fact:town]]").checked_on == date(2026, 1, 2)
    assert rendered("[[fact:year]] [[fact:nothing]]").checked_on == date(2026, 1, 2)
    assert rendered("No facts.").checked_on is None


def test_what_leads_nowhere_known_becomes_plain_words() -> None:
    body = (
        "[a](term:nothing) [b](lesson:m9/1-x) [c](http://example.org) [d](javascript:alert(1)) "
        "[e](/sign-out) [f](mailto:a@b.pl) ![g](https://example.org/g.png)"
    )
    assert rendered(body).html == (
        '<p class="lead">a b c d e f ![g](https://example.org/g.png)</p>'
    )
    assert rendered("![h](figure:nothing)").html == '<p class="lead">![h](figure:nothing)</p>'
    assert rendered("[a](lesson:m1/1-x) <https://example.org>").html == (
        '<p class="lead"><a href="/lessons/m1/1-x">a</a> '
        '<a href="https://example.org">https://example.org</a></p>'
    )


def test_raw_html_is_shown_as_it_was_typed() -> None:
    assert rendered('<script>x()</script>\n\n<b onclick="x()">y</b> &copy;').html == (
        '<p class="lead">&lt;script&gt;x()&lt;/script&gt;</p>\n'
        '<p>&lt;b onclick="x()"&gt;y&lt;/b&gt; ©</p>'
    )


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Text\n====", "Text\n===="),
        ("[a][b]\n[b]: https://example.org", "[a][b]\n[b]: https://example.org"),
        ("<a@example.org>", "&lt;a@example.org&gt;"),
        ("![a][b]", "![a][b]"),
    ],
)
def test_what_is_not_part_of_the_language_of_lessons_stays_text(body: str, html: str) -> None:
    assert rendered(body).html == f'<p class="lead">{html}</p>'


def test_places_of_figures_and_icons_cannot_be_written() -> None:
    body = (
        '[a](https://example.org/"><figure data-figure="ladder">) <div class="note quiet">\n\n'
        "/// case\n    attrs: {class: scroll, id: main, onclick: x, data-figure: ladder}\n"
        "### T\n///"
    )
    html = rendered(body).html
    assert "<svg" not in html
    assert "onclick" not in html
    assert "<figure" not in html


def test_tables_scroll_by_themselves_and_are_announced_by_their_columns() -> None:
    table = "| Step | *Minutes* |\n|---|---:|\n| Ask | 20 |\n"
    html = rendered(f"Lead.\n\n{table}\nMore.\n\n{table}\n\n|  |  |\n|--|:-:|\n| a | b |").html
    cells = (
        "<table>\n<thead>\n<tr>\n"
        '<th scope="col">Step</th>\n<th class="num" scope="col"><em>Minutes</em></th>\n'
        '</tr>\n</thead>\n<tbody>\n<tr>\n<td>Ask</td>\n<td class="num">20</td>\n'
        "</tr>\n</tbody>\n</table>\n</div>"
    )
    frame = '<div aria-label="{}" class="scroll" role="region" tabindex="0">\n'
    assert frame.format("Step, Minutes") + cells + "\n<p>More.</p>" in html
    assert frame.format("Step, Minutes 2") + cells in html
    assert frame.format("–") + "<table>" in html
    assert "align" not in html


def test_work_is_done_once_for_each_digest_and_language(sample: SampleCourse) -> None:
    curriculum = sample.read()
    one = curriculum.lesson("m1/1-cycle")
    assert render_lesson(one, Language.EN, curriculum) is render_lesson(
        one, Language.EN, sample.read()
    )
    assert render_lesson(one, Language.PL, curriculum).title == "Cykl"


def test_a_guide_keeps_its_title_and_ordinary_links() -> None:
    assert render_guide(
        "# Help\n\n[a](/privacy) [b](mailto:a@b.pl) [c](tel:+48123) [d](https://example.org) "
        "[e](//example.org) [f](term:reach) [[fact:year]]\n\n## More\n\n| a |\n|---|\n| b |"
    ) == (
        '<h1>Help</h1>\n<p><a href="/privacy">a</a> <a href="mailto:a@b.pl">b</a> '
        '<a href="tel:+48123">c</a> <a href="https://example.org">d</a> e f [[fact:year]]</p>\n'
        '<h2>More</h2>\n<div aria-label="a" class="scroll" role="region" tabindex="0">\n'
        '<table>\n<thead>\n<tr>\n<th scope="col">a</th>\n</tr>\n</thead>\n'
        "<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n</div>"
    )
