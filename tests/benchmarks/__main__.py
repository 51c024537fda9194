"""`make bench`: each comparison in turn. What is measured is printed, and nothing is asserted."""

from __future__ import annotations

from . import agreement, campaigns, drawing, mock, soak, soundness

COMPARISONS = (drawing, campaigns, mock, soak, soundness, agreement)
"""Modules with a `main()` that measures and prints."""

if __name__ == "__main__":
    for comparison in COMPARISONS:
        comparison.main()
