"""What people do with the company's memory: look at it, carry it elsewhere, take something back.

In: an open memory, a file, words of the command line. Out: lines, files, findings; changes of the memory, all of a
command's or none. Nothing here reads an export or makes a run.
"""
