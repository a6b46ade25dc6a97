"""Files that are ready for QuickBooks' import screens: whether QuickBooks will take them, and as what was meant.

In: tables that were recognised by their headings, the lists that QuickBooks exported, the profile. Out: findings.
Rows that csvbridge is about to write go the same way. Nothing here reads a file, changes a cell or writes anything.
"""
