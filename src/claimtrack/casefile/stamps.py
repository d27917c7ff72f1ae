"""Time-stamps made elsewhere, read and checked without network: RFC 3161 replies and OpenTimestamps proofs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.errors import InputFileError, MissingLibraryError
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

_HASH = re.compile(rb"[0-9a-fA-F]{32,128}")  # of a length that a hash has
_OTS_MAGIC = b"\x00OpenTimestamps\x00\x00Proof\x00"
_LARGEST = 1 << 20  # bytes of a proof
_REASON = 80  # characters of what the library says
_SHA256 = "2.16.840.1.101.3.4.2.1"
_EXTRA = "anchor"


class Stamp(NamedTuple):
    """What a proof says, and what of it was checked.

    Attributes:
        form: rfc3161 or opentimestamps.
        digest: the SHA-256 that was stamped.
        when: by when it existed, as the proof says it; empty where that waits to be looked up elsewhere.
        checked: what was checked.
        unchecked: what was not.
    """

    form: str
    digest: bytes
    when: str
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]


def read_proof(path: Path) -> bytes:
    """Return the bytes of a proof.

    Raises:
        InputFileError: the file cannot be read, or is too large for one.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}", "check the path") from None
    if len(content) > _LARGEST:
        raise InputFileError(
            f"{path} is larger than any time-stamp", "name an RFC 3161 reply or an .ots proof"
        )
    return content


def read_stamp(content: bytes, roots: Sequence[bytes] = ()) -> Stamp:
    """Read and check a proof.

    Args:
        content: an RFC 3161 reply (DER), or an OpenTimestamps proof.
        roots: certificates (PEM) of the authorities that are trusted; without them no signature is checked.

    Raises:
        InputFileError: it is no proof of these two, or its signature is wrong.
        MissingLibraryError: the library that reads it is not installed.
    """
    if _HASH.fullmatch(content.strip()):
        raise InputFileError(
            "this is a hash itself, not a time-stamp of it",
            "have it stamped first, by an RFC 3161 authority or OpenTimestamps, and add what comes back",
        )
    return _opentimestamps(content) if content.startswith(_OTS_MAGIC) else _rfc3161(content, roots)


def _rfc3161(content: bytes, roots: Sequence[bytes]) -> Stamp:
    try:
        from rfc3161_client import decode_timestamp_response
    except ImportError:
        raise MissingLibraryError("RFC 3161 time-stamps need the package rfc3161-client", _EXTRA) from None
    try:
        reply = decode_timestamp_response(content)
        told = reply.tst_info
    except ValueError:
        raise InputFileError(
            "this is no RFC 3161 reply that can be read, and no OpenTimestamps proof",
            "keep the whole reply, not the token alone; have the authority leave out its chain, or check it with openssl ts",
        ) from None
    if told.message_imprint.hash_algorithm.dotted_string != _SHA256:
        raise InputFileError("the time-stamp is of another hash than SHA-256", "stamp the head with SHA-256")
    checked, unchecked = ["the digest"], []
    if roots:
        _check_signature(reply, told.message_imprint.message, roots)
        checked.append("the signature, up to a root that was given")
        unchecked += ["whether a certificate was revoked, or has expired since"]
    else:
        unchecked.append("the signature: give the authority's root with --root")
    when = told.gen_time.strftime("%Y-%m-%dT%H:%M:%SZ")
    return Stamp("rfc3161", told.message_imprint.message, when, tuple(checked), tuple(unchecked))


def _check_signature(reply: Any, digest: bytes, roots: Sequence[bytes]) -> None:
    """Check a reply against roots, one of which must be that of its signer.

    Raises:
        InputFileError: none is, or a root is no certificate.
    """
    from cryptography.x509 import load_pem_x509_certificate
    from rfc3161_client import VerificationError, VerifierBuilder

    reasons = []
    for root in roots:
        try:
            certificate = load_pem_x509_certificate(root)
        except ValueError:
            raise InputFileError(
                "the root is no certificate in PEM", "give the one of the authority"
            ) from None
        try:
            VerifierBuilder().add_root_certificate(certificate).build().verify(reply, digest)
        except VerificationError as error:
            reasons.append(str(error))
        else:
            return
    raise InputFileError(
        f"the signature of the time-stamp does not hold: {shortened(reasons[0], _REASON)}",
        "nothing was kept; the reply must hold the signer's certificate (openssl ts -query -cert)",
    )


def _opentimestamps(content: bytes) -> Stamp:
    try:
        from opentimestamps.core.notary import BitcoinBlockHeaderAttestation
        from opentimestamps.core.serialize import BytesDeserializationContext, DeserializationError
        from opentimestamps.core.timestamp import DetachedTimestampFile
    except ImportError:
        raise MissingLibraryError("OpenTimestamps proofs need the package opentimestamps", _EXTRA) from None
    try:
        proof = DetachedTimestampFile.deserialize(BytesDeserializationContext(content))
    except (DeserializationError, ValueError) as error:
        raise InputFileError(
            f"this is no OpenTimestamps proof that can be read: {error}", "have it made again"
        ) from None
    if proof.file_hash_op.TAG_NAME != "sha256":
        raise InputFileError("the proof is of another hash than SHA-256", "stamp the head with SHA-256")
    heights = [
        attestation.height
        for _, attestation in proof.timestamp.all_attestations()
        if isinstance(attestation, BitcoinBlockHeaderAttestation)
    ]
    if heights:
        unchecked = f"the Merkle root of Bitcoin block {min(heights)}: look it up elsewhere"
    else:
        unchecked = "anything but the digest: the calendars have not confirmed it yet (ots upgrade)"
    return Stamp("opentimestamps", proof.file_digest, "", ("the digest",), (unchecked,))
