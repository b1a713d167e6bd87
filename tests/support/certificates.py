"""A certificate authority of one afternoon, and server certificates signed by it."""
import pathlib
import subprocess

_CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


def _openssl(directory, *arguments):
    subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)


def make(directory, name="localhost"):
    """Writes ca.pem, server.pem and server.key into `directory`; valid for `name` and 127.0.0.1."""
    directory = pathlib.Path(directory)
    _openssl(directory, "req", "-x509", *_CURVE, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2",
             "-subj", "/CN=nhaclich test authority")
    return directory / "ca.pem", *sign(directory, "server", name)


def sign(directory, stem, name="localhost", days=2):
    """One more of the authority in `directory`; of less than no days, it has expired."""
    _openssl(directory, "req", *_CURVE, "-keyout", f"{stem}.key", "-out", f"{stem}.csr", "-subj", f"/CN={name}")
    address = ",IP:127.0.0.1" if name == "localhost" else ""
    (directory / "extensions").write_text(f"subjectAltName=DNS:{name}{address}\n")
    _openssl(directory, "x509", "-req", "-in", f"{stem}.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
             "-CAcreateserial", "-out", f"{stem}.pem", "-days", str(days), "-extfile", "extensions")
    return directory / f"{stem}.pem", directory / f"{stem}.key"
