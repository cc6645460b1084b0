"""The seal of an organisation: valid while no byte changes, and the file stays an archive’s."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from content.languages import Language
from course.papers import certificate_pdf
from course.papers.signing import signed
from course.settings import Settings, Signing, UnsafeSettings
from tests.paper_samples import make_sample
from tests.pdfa import faults_of

pytest.importorskip("pyhanko", reason="pyHanko comes with the extra `signature`")

PASSWORD = "hasło do klucza"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Signing:
    """A key of a year, made for this test, in the file that banks and offices hand out."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Społecznie Zorganizowani")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
    lock = BestAvailableEncryption(PASSWORD.encode())
    path = tmp_path_factory.mktemp("keys") / "seal.p12"
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"", private, certificate, None, lock))
    return Signing(key=path, password=PASSWORD)


@pytest.fixture(scope="module")
def plain() -> bytes:
    sample = make_sample()
    sample.credential = {"name": "Zażółć"}
    return certificate_pdf(sample, Language.PL, verify_at="https://szkolenia.example/v")


@pytest.fixture(scope="module")
def sealed(plain: bytes, key: Signing) -> bytes:
    return signed(plain, key)


def told(content: bytes, folder: Path) -> str:
    """What poppler says of the signature."""
    if shutil.which("pdfsig") is None:
        pytest.skip("pdfsig (poppler-utils) is not installed on this machine")
    (folder / "sealed.pdf").write_bytes(content)
    command = ["pdfsig", "-nocert", str(folder / "sealed.pdf")]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_the_seal_is_valid_and_covers_the_whole_file(sealed: bytes, tmp_path: Path) -> None:
    said = told(sealed, tmp_path)
    assert "Signature is Valid" in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said


def test_what_was_set_stays_as_it_was_and_an_archive(plain: bytes, sealed: bytes) -> None:
    assert sealed.startswith(plain)
    assert faults_of(sealed) == []
    assert b"/DocMDP" in sealed


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_byte_that_changes_breaks_it(
    plain: bytes, sealed: bytes, tmp_path: Path, place: float
) -> None:
    changed = bytearray(sealed)
    changed[int(len(plain) * place)] ^= 1
    assert "Signature is Valid" not in told(bytes(changed), tmp_path)


def test_a_key_that_cannot_be_read_is_told(key: Signing, plain: bytes) -> None:
    with pytest.raises(ValueError, match="SIGNING_KEY"):
        signed(plain, Signing(key=key.key, password="other"))


def test_the_key_comes_from_the_environment(key: Signing, tmp_path: Path) -> None:
    env = {"COURSE_FOLDER": str(tmp_path), "SIGNING_KEY": str(key.key)}
    told = env | {"SIGNING_KEY_PASSWORD": PASSWORD, "SIGNING_TSA": "https://stamps.example"}
    assert Settings.from_environment(told).signing == Signing(
        key=key.key, password=PASSWORD, time_stamps="https://stamps.example"
    )
    assert PASSWORD not in repr(Settings.from_environment(told))
    assert Settings.from_environment({"COURSE_FOLDER": str(tmp_path)}).signing is None
    with pytest.raises(UnsafeSettings, match="SIGNING_KEY"):
        Settings.from_environment(env | {"SIGNING_KEY": str(tmp_path / "none.p12")})
