"""Valid values on every boundary point."""
