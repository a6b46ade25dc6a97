"""Corrected copies of files for QuickBooks' import screens: what can be put right without a judgement, and no more."""
