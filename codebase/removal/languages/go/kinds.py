"""Node types of Go that mean one thing to every module here."""

FUNCTIONS = frozenset({"function_declaration", "method_declaration", "func_literal"})
SWITCHES = frozenset({"expression_switch_statement", "type_switch_statement", "select_statement"})
ARMS = frozenset({"expression_case", "default_case", "type_case", "communication_case"})
"""The arms of switches, of whichever kind."""
