"""Factbot: answers a community's questions about an article from a curated fact base."""
