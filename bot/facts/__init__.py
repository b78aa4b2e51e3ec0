"""The fact base: its model, strict YAML reading, linting and JSON schema."""
