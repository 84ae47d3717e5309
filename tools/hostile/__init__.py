"""Files made to exhaust, crash or deceive a program that reads them, one function for each kind."""
