"""Time-stamps of the log: made elsewhere, kept and checked without network."""

import json
import shutil
import subprocess

import pytest

CONFIG = """
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = authority
[authority]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """An authority of our own: a root (RSA), and a signer under it (EC)."""
    pytest.importorskip("rfc3161_client")
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the replies")
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(CONFIG, encoding="ascii")
    (folder / "serial").write_text("01\n", encoding="ascii")
    for name in ("root", "other"):
        openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem",
                "-subj", f"/CN={name}", "-days", "3650", "-config", "tsa.cnf", "-extensions", "root")  # fmt: skip
    openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "tsa.key")
    openssl(
        folder,
        "req",
        "-new",
        "-key",
        "tsa.key",
        "-subj",
        "/CN=Stamp",
        "-config",
        "tsa.cnf",
        "-out",
        "tsa.csr",
    )
    openssl(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
            "-days", "3650", "-extfile", "tsa.cnf", "-extensions", "signer", "-out", "tsa.pem")  # fmt: skip
    return folder


@pytest.fixture
def stamped(authority, folder):
    """Have a file stamped; the reply stands beside it."""

    def stamp(name, digest="-sha256"):
        openssl(folder, "ts", "-query", "-data", name, digest, "-cert", "-out", "query.tsq")
        openssl(authority, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", str(folder / "query.tsq"),
                "-signer", "tsa.pem", "-inkey", "tsa.key", "-out", str(folder / f"{name}.tsr"))  # fmt: skip
        return f"{name}.tsr"

    return stamp


@pytest.fixture
def headed(heli, folder):
    """The head of the log in a file, and a later change."""
    (folder / "head.txt").write_text(heli("log", "--head").stdout, encoding="ascii")
    heli("event", "add", "Later")
    return heli


def test_a_reply_is_kept_with_what_was_checked(headed, stamped, authority):
    head = headed("log", "--format", "json").stdout
    first = json.loads(head)["entries"][1]
    done = headed("anchor", "add", stamped("head.txt"))
    assert done.stdout.strip() == first["id"]
    assert f"kept: entry {first['number']} stood in the log, by 20" in done.stderr
    assert "not checked: the signature" in done.stderr
    again = headed("anchor", "add", "head.txt.tsr", "--root", authority / "root.pem")
    assert "kept already" in again.stderr
    assert "checked: the digest; the signature" in again.stderr
    (listed,) = json.loads(headed("anchor", "list", "--format", "json").stdout)["anchors"]
    assert (listed["number"], listed["form"]) == (first["number"], "rfc3161")
    headed("verify")


def test_another_authority_is_refused(headed, stamped, authority):
    refused = headed("anchor", "add", stamped("head.txt"), "--root", authority / "other.pem", code=15)
    assert "the signature of the time-stamp does not hold" in refused.stderr
    headed("anchor", "add", "head.txt.tsr", "--root", "head.txt", code=15)


def test_what_is_of_no_entry_is_refused(headed, stamped, folder):
    (folder / "other.txt").write_text("something else", encoding="ascii")
    assert "of no entry of this log" in headed("anchor", "add", stamped("other.txt"), code=15).stderr
    assert (
        "another hash than SHA-256" in headed("anchor", "add", stamped("head.txt", "-sha512"), code=15).stderr
    )
    headed("anchor", "add", "head.txt", code=15)
    headed("anchor", "add", "missing.tsr", code=15)
    assert json.loads(headed("anchor", "list", "--format", "json").stdout)["anchors"] == []


def test_a_proof_of_opentimestamps(headed, folder):
    pytest.importorskip("opentimestamps")
    from opentimestamps.core.notary import BitcoinBlockHeaderAttestation
    from opentimestamps.core.op import OpSHA256
    from opentimestamps.core.serialize import BytesSerializationContext
    from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp

    head = (folder / "head.txt").read_text(encoding="ascii").strip()
    stamp = Timestamp(bytes.fromhex(head))
    stamp.attestations.add(BitcoinBlockHeaderAttestation(358_391))
    context = BytesSerializationContext()
    DetachedTimestampFile(OpSHA256(), stamp).serialize(context)
    (folder / "head.ots").write_bytes(context.getbytes())
    done = headed("anchor", "add", "head.ots")
    assert done.stdout.strip() == head
    assert "Bitcoin block 358391" in done.stderr
    (folder / "cut.ots").write_bytes(context.getbytes()[:40])
    headed("anchor", "add", "cut.ots", code=15)


def test_an_anchor_of_an_entry_that_is_gone_is_named(headed, stamped, past_the_log):
    headed("anchor", "add", stamped("head.txt"))
    past_the_log(f"UPDATE anchor SET entry = '{'0' * 64}'")
    assert "anchor 00000000" in headed("verify", code=25).stdout
