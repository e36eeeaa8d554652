"""What the outside may ask for."""
