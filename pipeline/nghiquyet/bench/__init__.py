"""The benchmark: this pipeline against the script that one would write without it."""
