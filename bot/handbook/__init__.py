"""The operator's handbook: ``policy`` holds the plain models, ``loader`` reads the file and names a fault's line."""
