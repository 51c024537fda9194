"""The sandbox server's faults, family by family."""
