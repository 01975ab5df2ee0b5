"""The rule workbench: what a rule does, seen and checked before it is merged."""
