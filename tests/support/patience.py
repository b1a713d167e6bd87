"""How slow a busy machine may be where speed is not what a test is about."""

PATIENCE = 60  # seconds
