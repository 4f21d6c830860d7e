"""Rules: what code reads in an article by itself, as the first witness beside a small model."""
