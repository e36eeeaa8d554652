"""The words of each language for what may stand around a capture."""

import re
from dataclasses import dataclass

from codebase.parsing import Language


@dataclass(frozen=True)
class Words:
    """Node types of one grammar by what they mean for a capture in or below them."""

    calls: frozenset[str]
    around: frozenset[str]
    """The call in other clothes, as long as it is alone in them: parentheses, `await`."""
    statements: frozenset[str]
    """Statements that are nothing but the call they hold."""
    modifiers: frozenset[str] = frozenset()
    """Statements that end in the condition under which they run."""
    bodies: frozenset[str] = frozenset()
    """What holds the statements of something and nothing else."""
    conditionals: frozenset[str] = frozenset()
    """Statements with a condition, which go when nothing is left to do under it."""
    arms: frozenset[str] = frozenset()
    """Further conditions of a conditional that are no statements of their own."""
    others: frozenset[str] = frozenset()
    """The `else` of a conditional, where it is a node of its own."""
    attempts: frozenset[str] = frozenset()
    """Statements whose other parts only run when the first one fails."""
    rescues: frozenset[str] = frozenset()
    """The parts of an attempt that run when it fails."""
    allowed_empty: frozenset[str] = frozenset()
    """What people leave empty: functions, cases, handlers of errors."""
    functions: frozenset[str] = frozenset()
    """Functions without a name, as values."""
    pure: re.Pattern[bytes] = re.compile(rb"(?!)")
    """Callees, blanks left out, that only compute something out of what they are given."""
    disturbing: frozenset[str] = frozenset()
    """Statements that do more than calling and choosing: a wrapper with one is kept."""
    returns: frozenset[str] = frozenset()
    """Statements that only leave the function, where leaving is an expression."""
    last_is_value: bool = False
    """Whether the last statement of a function is what it returns."""


_JAVASCRIPT = Words(
    calls=frozenset({"call_expression"}),
    around=frozenset({"parenthesized_expression", "await_expression", "non_null_expression"}),
    statements=frozenset({"expression_statement"}),
    bodies=frozenset({"statement_block"}),
    conditionals=frozenset({"if_statement"}),
    others=frozenset({"else_clause"}),
    attempts=frozenset({"try_statement"}),
    rescues=frozenset({"catch_clause"}),
    allowed_empty=frozenset(
        {
            "function_declaration",
            "function_expression",
            "generator_function_declaration",
            "generator_function",
            "arrow_function",
            "method_definition",
            "catch_clause",
            "switch_case",
            "switch_default",
            "program",
        }
    ),
    functions=frozenset({"arrow_function", "function_expression"}),
    pure=re.compile(
        rb"Date|Date\.now|performance\.now|Math\.\w+|JSON\.stringify|Object\.(keys|values|entries)"
        rb"|Array\.isArray|Number|Boolean|parseInt|parseFloat"
        rb"|.*\.(toISOString|toFixed|toUpperCase|toLocaleString|split|slice|join|concat|includes"
        rb"|startsWith|endsWith|indexOf|lastIndexOf|charAt)",
        re.DOTALL,
    ),
    disturbing=frozenset({"throw_statement", "function_declaration", "class_declaration"}),
)

WORDS: dict[Language, Words] = {
    "javascript": _JAVASCRIPT,
    "typescript": _JAVASCRIPT,
    "tsx": _JAVASCRIPT,
    "python": Words(
        calls=frozenset({"call"}),
        around=frozenset({"parenthesized_expression", "await"}),
        statements=frozenset({"expression_statement"}),
        bodies=frozenset({"block"}),
        conditionals=frozenset({"if_statement"}),
        arms=frozenset({"elif_clause"}),
        others=frozenset({"else_clause"}),
        attempts=frozenset({"try_statement"}),
        rescues=frozenset({"except_clause", "except_group_clause"}),
        allowed_empty=frozenset(
            {"function_definition", "except_clause", "except_group_clause", "case_clause", "module"}
        ),
        pure=re.compile(
            rb"len|str|repr|int|float|bool|round|min|max|sum|sorted|list|dict|set|tuple"
            rb"|isinstance|time\.time|(datetime\.)?datetime\.(now|utcnow)|timezone\.now"
            rb"|.*\.(isoformat|upper|title|total_seconds|format|hex|split|join|startswith|endswith"
            rb"|keys|values|items)",
            re.DOTALL,
        ),
        disturbing=frozenset(
            {
                "raise_statement",
                "delete_statement",
                "global_statement",
                "nonlocal_statement",
                "function_definition",
                "class_definition",
                "with_statement",
            }
        ),
    ),
    "go": Words(
        calls=frozenset({"call_expression"}),
        around=frozenset({"parenthesized_expression", "expression_list"}),
        statements=frozenset({"expression_statement", "go_statement", "defer_statement"}),
        bodies=frozenset({"block", "statement_list"}),
        conditionals=frozenset({"if_statement"}),
        allowed_empty=frozenset(
            {
                "function_declaration",
                "method_declaration",
                "func_literal",
                "expression_case",
                "type_case",
                "communication_case",
                "default_case",
            }
        ),
        functions=frozenset({"func_literal"}),
        pure=re.compile(
            rb"len|cap|string|u?int(8|16|32|64)?|float(32|64)|bool|time\.(Now|Since)"
            rb"|(fmt\.Sprint\w*|strconv\.(Itoa|Format\w+|Quote)|strings\.\w+)"
            rb"|fmt\.Errorf|errors\.\w+|\w+\.New(Properties|Groups)(\(.*\)\.Set)*|.*\.(String|Seconds|Milliseconds|Unix)",
            re.DOTALL,
        ),
        disturbing=frozenset(
            {"send_statement", "inc_statement", "dec_statement", "func_literal", "select_statement"}
        ),
    ),
    "ruby": Words(
        calls=frozenset({"call"}),
        around=frozenset({"parenthesized_statements"}),
        statements=frozenset(),
        modifiers=frozenset({"if_modifier", "unless_modifier"}),
        bodies=frozenset({"then", "body_statement", "block_body"}),
        conditionals=frozenset({"if", "unless"}),
        arms=frozenset({"elsif"}),
        others=frozenset({"else"}),
        attempts=frozenset({"begin"}),
        rescues=frozenset({"rescue"}),
        allowed_empty=frozenset(
            {"method", "singleton_method", "do_block", "block", "lambda", "rescue", "when"}
        ),
        pure=re.compile(
            rb"Time\.(now|current)|Date\.(today|current)"
            rb"|.*\.(to_[a-z]+|iso8601|merge|compact|round|length|size|strftime|upcase|downcase"
            rb"|is_a\?|kind_of\?|respond_to\?|key\?|include\?|dig|fetch|slice|except)",
            re.DOTALL,
        ),
        disturbing=frozenset({"yield", "method", "undef", "alias", "rescue_modifier"}),
        returns=frozenset({"return"}),
        last_is_value=True,
    ),
}
