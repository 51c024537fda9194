"""`python -m tests.clients`: print the findings, each with its place in the document."""

from __future__ import annotations

from rich.console import Console

from .findings import findings


def main() -> None:
    """One paragraph a finding."""
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for finding in findings():
        console.print(f"{finding.title}: {finding.call} of {' and '.join(finding.versions)}")
        console.print(f"  client    {finding.client}")
        console.print(f"  document  {finding.says}  {finding.place()}")
        console.print(f"  mock      {finding.mock}\n")


if __name__ == "__main__":
    main()
