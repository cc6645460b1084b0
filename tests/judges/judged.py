"""Findings that were looked at and stay, each with the reason why it is none.

A finding is known by some of its words: what is found, and where it can only be that.
"""

KNOWN = {
    "The “list” role is unnecessary for element": (
        "VoiceOver tells no list where the bullets are styled away, unless the role says so"
    ),
    "CSS: “paint-order”": (
        "a property of CSS Fill and Stroke that every browser knows and the checker does not"
    ),
    "H32.2: This form does not contain a submit button": (
        "its button stands elsewhere on the page and names the form, so that Enter and the button"
        " send it; the engine looks inside only"
    ),
    'InvalidAutoComplete_Text – <input class="input" id="email" name="email" type="email"': (
        "HTML allows a user name in a field of type email, and password managers look for it"
    ),
    "HeadersRequired: The relationship between td elements and their associated th elements": (
        "one row of heads above, one head in each row, told by scope; the engine counts the sum at"
        " the end, whose head spans two columns, as another level"
    ),
    "element with an “as” attribute must have a “rel” attribute": (
        "only so does Chromium keep the next work as a page that it opens without asking again"
    ),
    "CSS: “field-sizing”": (
        "a property of CSS Basic User Interface 4: where it is not known, a field scrolls"
    ),
    "CSS: “max-width”: The types are incompatible. – layout.css": (
        "a length of which a space of our own is taken away; the checker knows no custom property"
    ),
    "“autofocus” attribute specified. – ana-design-show.html": (
        "the page of components shows two notes side by side that never meet on a page"
    ),
    "Bad value “31.02.2026” for attribute “value”": (
        "what was typed comes back as it was typed, for browsers that have no calendar; others"
        " show an empty field, as HTML tells them"
    ),
}
