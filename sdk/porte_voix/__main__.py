"""`python -m porte_voix` is the command `porte-voix`."""

from porte_voix.cli import main

if __name__ == "__main__":
    main()
