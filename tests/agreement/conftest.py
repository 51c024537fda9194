"""What agreement is tried on is generated as everything else is."""

from ..behaviour.conftest import generated

__all__ = ["generated"]
