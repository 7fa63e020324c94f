"""Porte-voix."""
