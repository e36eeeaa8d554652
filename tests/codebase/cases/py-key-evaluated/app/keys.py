import enum
from dataclasses import dataclass, field
from enum import Enum, IntEnum, StrEnum, auto
from types import MappingProxyType, SimpleNamespace
from typing import ClassVar, Final, Literal, NamedTuple

F1: Final[str] = "g-final"
F2: Final = "g-" + F1
L: Literal["g-literal"] = "g-literal"


class A(str, Enum):
    ONE = "g-enum-one"
    TWO = "g-enum-two"
    ALIAS = ONE

    def __str__(self):
        return self.value


class B(StrEnum):
    ONE = "g-str-one"
    AUTO = auto()
    AUTO_TWO = enum.auto()


class C(enum.Enum):
    ONE = "g-plain-enum"
    PAIR = ("g-pair", 1)


class TextChoices(str, Enum):
    pass


class D(TextChoices):
    X = "g-choices", "Label"
    Y = "g-choices-y"


class Base:
    NAME = "g-base"
    OTHER = "g-other"

    class Nested:
        KEY = "g-nested"

        class Deep:
            KEY = "g-nested-deep"


class Sub(Base):
    NAME = "g-sub"
    DERIVED = Base.OTHER + "-derived"

    class Nested(Base.Nested):
        EXTRA = "g-nested-extra"


@dataclass
class Cfg:
    key: str = "g-dc"
    other: str = field(default="g-dc-field")
    K: ClassVar[str] = "g-classvar"


class NT(NamedTuple):
    key: str = "g-nt"


TABLE = {"a": "g-a", "b": {"c": "g-c"}, **{"d": "g-d"}}
FROZEN = MappingProxyType({"x": "g-proxy"})
NS = SimpleNamespace(key="g-ns")
LIST = ["g-l0", "g-l1"]
TUP = ("g-t0", "g-t1")
X, Y = "g-x", "g-y"
CALL = dict(a="g-dict-call")
PRE = "g"
FMT = "{}-{}".format(PRE, "fmt")
FMT2 = "{a}-{b}".format(a=PRE, b="fmt2")
FMT3 = "{0}-{1}".format(PRE, "fmt3")
PCT = "%s-%s" % (PRE, "pct")
PCT2 = "%s-pct2" % PRE
PCT3 = "%(p)s-pct3" % {"p": PRE}
JOIN = "-".join([PRE, "join"])
JOIN2 = "-".join((PRE, "join2"))
FS = f"{PRE}-fs"
FS2 = f"{PRE!s}-fs2"
FS3 = f"{PRE}-{A.ONE.value}"
NUM = f"{PRE}-{3}"
MUL = ("g-"
       "mul")
BACK = "g-" \
    "back"
REASSIGNED = "g-first"
REASSIGNED = "g-second"
AUG = "g"
AUG += "-aug"
if True:
    COND = "g-cond"
else:
    COND = "g-cond-else"
try:
    TRY = "g-try"
except Exception:
    TRY = "g-except"
a = b = "g-chain"
