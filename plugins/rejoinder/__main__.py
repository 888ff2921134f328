"""`python -m rejoinder`."""

from .cli import main

main(prog_name="rejoinder")
