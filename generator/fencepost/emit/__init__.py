"""IR and names to files: each emitter decides what one file says, a template lays it out."""
