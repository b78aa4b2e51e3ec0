"""Text in, tokens out: normalising, scripts, clitics, numbers, periods, function words. No domain words."""
