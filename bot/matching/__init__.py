"""Concepts and frames, the index, scoring and the decision. Pure: no network, no clock, no Discord."""
