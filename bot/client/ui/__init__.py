"""How replies look: embeds within the platform's limits, buttons and menus that outlive a restart."""
