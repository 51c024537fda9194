"""The stateful server of a document: an ASGI application that validates, remembers and refuses as the document says."""

from fencepost.mock.app import create_app
from fencepost.mock.keeping.records import Clock, NewIdentifier
from fencepost.mock.serving import Serving

__all__ = ["Clock", "NewIdentifier", "Serving", "create_app"]
