"""Programs to compare with, taken out of their packages: installing some of them would set up a server."""
import pathlib
import shutil
import subprocess


def unpacked(package, program, root):
    """The folder of `program` in a package of Debian, and the root it lies in; "/" where it is installed."""
    installed = shutil.which(program, path="/usr/sbin:/usr/bin")
    if installed:
        return pathlib.Path(installed).parent, pathlib.Path("/")
    root = root / package
    if not (root / "usr").exists():
        root.mkdir(exist_ok=True)
        subprocess.run(["apt-get", "-qq", "download", package], cwd=root, check=True, stderr=subprocess.DEVNULL)
        subprocess.run(["dpkg", "-x", next(root.glob("*.deb")).name, "."], cwd=root, check=True)
    return next(root.glob(f"usr/*bin/{program}")).parent, root
