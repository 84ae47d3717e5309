"""The five registers of an office: read, checked, summed into the statutory tables; time limits."""
