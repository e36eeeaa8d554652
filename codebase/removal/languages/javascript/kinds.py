"""Node types of JavaScript and its relatives that mean one thing to every module here."""

LISTS = frozenset(
    {"program", "statement_block", "switch_case", "switch_default", "class_static_block"}
)
FUNCTIONS = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "generator_function",
        "arrow_function",
        "method_definition",
    }
)
DECLARATIONS = frozenset({"lexical_declaration", "variable_declaration"})
ELEMENTS = frozenset({"jsx_element", "jsx_self_closing_element"})
TEXTS = frozenset({"jsx_text", "html_character_reference"})
