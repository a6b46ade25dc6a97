"""Near-duplicate customers: which records are probably one customer, with reasons for and against.

In: customer-like records as columns of text. Out: pairs with a score, a band and words; groups. Nothing here reads or
writes files, decides anything or knows invoices.
"""
