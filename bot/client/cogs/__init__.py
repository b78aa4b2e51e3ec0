"""What members do: commands, menus and messages."""
