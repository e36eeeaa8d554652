"""The rule over recorded deploys, and over the project's own past."""
