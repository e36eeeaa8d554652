"""codebase"""
