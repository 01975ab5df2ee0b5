"""`python -m nghiquyet`."""

from nghiquyet.cli import main

if __name__ == "__main__":
    main()
