"""The routes, a family a file."""
