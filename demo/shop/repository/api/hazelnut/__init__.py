"""Orders, invoices, loyalty and tax of the Hazelnut shop."""
