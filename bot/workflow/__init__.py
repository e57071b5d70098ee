"""What every workflow stands on: the contract, the machine that runs it, and who may do what."""
