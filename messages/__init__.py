"""What people read: finding in, pull request, digest, table or branch name out. Pure."""
