"""What the pages of figures say, read as a person reads them."""

from tests.pages import Page


def tables(page: Page) -> dict[str, list[list[str]]]:
    """The rows of each table by its caption."""
    return {
        " ".join("".join(table.find("caption").itertext()).split()): [  # type: ignore[union-attr]
            [" ".join("".join(cell.itertext()).split()) for cell in row] for row in table.iter("tr")
        ][1:]
        for table in page.root.iter("table")
    }


def charted(page: Page) -> list[str]:
    """The numbers beside the points of the one chart, in their order."""
    [chart] = [one for one in page.root.iter() if one.get("class") == "chart"]
    return [
        "".join(text.itertext())
        for text in chart.iter()
        if not text.get("class") and text.get("text-anchor") == "middle"
    ]
