"""A seal of the organisation on a paper: PAdES, where a key of it is configured.

pyHanko comes with the extra `signature` and is loaded with the first paper that is signed.
"""

from functools import cache
from importlib import import_module
from io import BytesIO
from types import ModuleType
from typing import Any

from course.settings import Signing

FIELD = "Seal"


def signed(content: bytes, signing: Signing) -> bytes:
    """The same PDF with an invisible signature that certifies it: nothing may be changed any more.

    Baseline B-B; B-T where a service of time stamps is configured. The bytes before stay as they
    are, so it remains PDF/A.
    """
    fields = _part("sign.fields")
    signers = _part("sign.signers")
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    signer = signers.PdfSigner(meta, signer=_signer(signing), timestamper=_stamps(signing))
    out: BytesIO = signer.sign_pdf(
        _part("pdf_utils.incremental_writer").IncrementalPdfFileWriter(BytesIO(content)),
        output=BytesIO(),
    )
    return out.getvalue()


@cache
def _signer(signing: Signing) -> Any:  # noqa: ANN401 -- pyHanko publishes types only where it is installed
    """The key, read once. Raises ValueError where the file or its password is wrong."""
    key = _part("sign.signers").SimpleSigner.load_pkcs12(
        str(signing.key), passphrase=(signing.password or "").encode()
    )
    if key is None:
        raise ValueError(f"SIGNING_KEY cannot be read: {signing.key}")
    return key


def _stamps(signing: Signing) -> Any:  # noqa: ANN401 -- as above
    if signing.time_stamps is None:
        return None
    return _part("sign.timestamps").HTTPTimeStamper(signing.time_stamps)


def _part(name: str) -> ModuleType:
    return import_module(f"pyhanko.{name}")
