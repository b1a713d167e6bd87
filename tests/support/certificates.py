"""A certificate authority of one afternoon, and a server certificate signed by it."""
import pathlib
import subprocess


def _openssl(directory, *arguments):
    subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)


def make(directory, name="localhost"):
    """Writes ca.pem, server.pem and server.key into `directory`; valid for `name` and 127.0.0.1."""
    directory = pathlib.Path(directory)
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    _openssl(directory, "req", "-x509", *curve, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2",
             "-subj", "/CN=nhaclich test authority")
    _openssl(directory, "req", *curve, "-keyout", "server.key", "-out", "server.csr",
             "-subj", f"/CN={name}")
    address = ",IP:127.0.0.1" if name == "localhost" else ""
    (directory / "extensions").write_text(f"subjectAltName=DNS:{name}{address}\n")
    _openssl(directory, "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
             "-CAcreateserial", "-out", "server.pem", "-days", "2", "-extfile", "extensions")
    return directory / "ca.pem", directory / "server.pem", directory / "server.key"
