"""What types and rules mean; the only package that reasons about them."""
