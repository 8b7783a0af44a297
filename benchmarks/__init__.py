"""Measurements against reference data and other tools; see README.md beside this file."""
