"""csvbridge: Salesforce exports in, files that QuickBooks Online imports out. Imports nothing heavy."""

__version__ = "1.0.0"
