"""Corrections of cells, and findings that were accepted: how a run uses what people filled in, and what it puts up.

In: tables of a Salesforce export, what the memory holds. Out: the same tables with corrected cells, each with a note;
the findings that people can answer, each with its key. The files themselves, and their copies, stay as they are.
"""
