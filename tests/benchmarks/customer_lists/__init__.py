"""Invented customer lists with their truth: who is the same customer, who only looks like it."""
