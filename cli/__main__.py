"""`python -m cli` is `groundskeeper`, for processes that start each other."""

from cli.main import main

main()
