"""Moderators keep the facts on Discord: forms, previews, publishing, undo."""
