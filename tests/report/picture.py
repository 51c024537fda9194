"""`python -m tests.report.picture`: the report of one planted fault as a picture, for the README."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from .browser import browser

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / ".github" / "report.png"
FAULT = "CreateSandboxRequest/properties/cpu_cores/maximum:moved_in:15"
WIDTH, ROWS, SCALE = 1120, 5, 0.66

SHORTENED = f"""(() => {{
    const rest = [...document.querySelectorAll('.grid tbody tr')].slice({ROWS})
    const more = document.querySelectorAll('.card:not([open]), .grid:not(.broken), #rules, #open, #run, nav')
    for (const each of [...rest, ...more]) each.remove()
    return Math.floor(document.querySelector('footer').getBoundingClientRect().top) - 4
}})()"""
"""Leaves the failure and the first rows of the matrix, and tells where they end."""


def main() -> None:
    """Write the picture anew."""
    with tempfile.TemporaryDirectory() as folder, browser() as page:
        fuzz = "from fencepost.cli import main; main()"
        arguments = ("fuzz", "spec/sandbox.yaml", "--mock", "--fault", FAULT, "--seed", "0", "--report-dir", folder)
        subprocess.run([sys.executable, "-c", fuzz, *arguments], cwd=ROOT, capture_output=True, check=False)
        page.open(Path(folder, "report.html").as_uri(), width=WIDTH)
        page.resize(WIDTH, page.value(SHORTENED), SCALE)
        page.picture(PICTURE)


if __name__ == "__main__":
    main()
