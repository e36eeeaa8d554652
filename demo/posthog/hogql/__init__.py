"""HogQL: parsed by PostHog's own grammar, executed on DuckDB."""
