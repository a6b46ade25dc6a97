"""Every record that is compared, from whatever lists customers: one list, each record with its place and its fate.

In: the files of a plan. Out: `Listed`, and each table's share of it. Columns throughout: no object a record.
"""
