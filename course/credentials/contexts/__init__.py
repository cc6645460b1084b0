"""The vendored contexts, by the address that documents name them with. Nothing else is known."""

import json
from pathlib import Path
from typing import Any, Final

CREDENTIALS: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

_FOLDER = Path(__file__).parent

CONTEXTS: Final[dict[str, dict[str, Any]]] = {
    address: json.loads((_FOLDER / name).read_text(encoding="utf-8"))
    for address, name in (
        (CREDENTIALS, "credentials-v2.json"),
        (OPEN_BADGES, "open-badges-3.0.3.json"),
    )
}
