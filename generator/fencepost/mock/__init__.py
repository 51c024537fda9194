"""The stateful server of a document: an ASGI application that validates, remembers and refuses as the document says."""

from fencepost.mock.app import create_app
from fencepost.mock.records import Clock, NewIdentifier

__all__ = ["Clock", "NewIdentifier", "create_app"]
