"""The servers that are planted with faults."""

from __future__ import annotations

from .parcels.subject import PARCELS
from .sandbox.subject import SANDBOX

SUBJECTS = (SANDBOX, PARCELS)
