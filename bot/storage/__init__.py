"""What is kept: asked questions and votes."""
