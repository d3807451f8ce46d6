"""Files as LibreOffice makes them out of ours: what an office that opens them would see."""

import io
import subprocess

import openpyxl

from tests.programs import SOFFICE


def converted(content, name, kind, folder):
    """The bytes of the file after LibreOffice stored it as `kind`; tests that call this are marked needs(SOFFICE)."""
    source, target = folder / name, folder / "converted"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE.found(), profile, "--headless", "--convert-to", kind, "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (target / source.name).with_suffix(f".{kind.split(':')[0]}").read_bytes()


def recalculated(content, folder):
    """The workbook with the results that LibreOffice works out for every formula."""
    return openpyxl.load_workbook(io.BytesIO(converted(content, "book.xlsx", "xlsx", folder)), data_only=True)
