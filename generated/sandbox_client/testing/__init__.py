# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""Tests of Sandbox API and of what talks to it: strategies, cases, a mock and contract tests."""

from . import strategies
from ._drawing import ABSENT, Answer, NarrowingError

__all__ = ["ABSENT", "Answer", "NarrowingError", "strategies"]
