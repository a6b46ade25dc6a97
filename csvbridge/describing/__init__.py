"""What files are, and what is missing, before anything is converted.

In: files as read, their rows as values, a conversion that nobody writes. Out: descriptions, and findings about what is
complete. Nothing here changes a value or writes a file.
"""
