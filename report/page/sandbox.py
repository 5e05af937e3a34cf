"""Where templates run: their loader comes in, an environment that bounds what they do goes out.

A theme may come from a stranger. Its templates see the values that they are given and nothing of
the system; what they loop over, make and print is counted, and too much ends in a sentence.
"""

import dataclasses
import datetime as dt
import functools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import jinja2
from jinja2 import nodes, runtime
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

from .. import limits

_STEP = "_step"  # the filter that the loops of every template pass through
_UNSURE = ("lipsum",)  # globals that print something else each time
_RANDOM = ("random",)  # filters of the same kind
_WIDTH = re.compile(r"\d+|\*")
_TEXT = frozenset(
    {
        *("capitalize", "casefold", "count", "endswith", "find", "index", "isalnum"),
        *("isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower"),
        *("isnumeric", "isprintable", "isspace", "istitle", "isupper", "lower", "lstrip"),
        *("partition", "removeprefix", "removesuffix", "rfind", "rindex", "rpartition"),
        *("rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "striptags"),
        *("swapcase", "title", "unescape", "upper"),
        *("css", "whole"),  # of a paragraph: its class; whether it is a list or the like
    }
)
_PARTS: tuple[tuple[type | tuple[type, ...], frozenset[str]], ...] = (
    (str, _TEXT),
    ((list, tuple), frozenset({"count", "index"})),
    (Mapping, frozenset({"get", "items", "keys", "values"})),
    ((dt.date, dt.time), frozenset({"year", "month", "day", "hour", "minute", "isoformat"})),
    (int, frozenset({"bit_length"})),
)
_OPEN = (  # types of which every public attribute is for templates
    *(SimpleNamespace, Namespace, Cycler, Joiner, TemplateModule, jinja2.Undefined),
    *(runtime.LoopContext, runtime.Macro, runtime.BlockReference, runtime.TemplateReference),
)


class TemplateLimitError(jinja2.TemplateRuntimeError):
    """A template that would never end, or would fill the memory."""


class Templates(SandboxedEnvironment):
    """The templates of a theme, by name; ``begin`` gives the next rendering its full allowance."""

    intercepted_binops = frozenset(SandboxedEnvironment.default_binop_table)

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        super().__init__(
            loader=loader,
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.concat = self._joined  # type: ignore[method-assign]
        for name in _UNSURE:
            self.globals.pop(name, None)
        for name in _RANDOM:
            self.filters.pop(name, None)
        self.globals["range"] = _range
        self.filters = {name: self._bounded(act) for name, act in self.filters.items()}
        self.filters[_STEP] = self._step
        self.begin()

    def begin(self) -> None:
        """Give the templates their full number of steps again."""
        self._left = limits.TEMPLATE_STEPS

    # ------------------------------------------------------------------------ what may be reached

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let templates reach what values are made of, and nothing that they come from."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, _OPEN) or (dataclasses.is_dataclass(obj) and not isinstance(obj, type)):
            return not isinstance(value, type)
        return any(isinstance(obj, kind) and attr in names for kind, names in _PARTS)

    def unsafe_undefined(self, obj: Any, attribute: str) -> jinja2.Undefined:
        """Say what is out of reach when the value is used."""
        message = f"a template may not reach `{attribute}` of a {type(obj).__name__}"
        return self.undefined(message, name=attribute, obj=obj, exc=SecurityError)

    def wrap_str_format(self, value: Any) -> None:
        """Leave ``str.format`` out of reach: its fields could ask for any width."""

    # ---------------------------------------------------------------------- what may be asked for

    def spend(self, steps: int) -> None:
        """Count steps of a rendering; the one too many is an error."""
        self._left -= steps
        if self._left < 0:
            most = limits.TEMPLATE_STEPS
            raise TemplateLimitError(f"this template does more than {most:,} steps in one section")

    def call(self, context: runtime.Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls, when the result can have a size that is allowed."""
        _refuse_product((getattr(obj, "__self__", None), *args, *kwargs.values()))
        made = super().call(context, obj, *args, **kwargs)
        self.spend(1 + _size(made))
        return made

    def call_binop(self, context: runtime.Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate, when the result can have a size that is allowed."""
        if operator == "%" and isinstance(left, str):
            _refuse_widths(left)
        elif operator == "*" and not (_is_number(left) and _is_number(right)):
            _refuse_product((left, right))
        elif operator in ("*", "**") and _digits(operator, left, right) > limits.DIGITS:
            raise TemplateLimitError(f"this number has more than {limits.DIGITS} digits")
        made = super().call_binop(context, operator, left, right)
        self.spend(1 + _size(made))
        return made

    def _bounded(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter that looks at the sizes of what it is given, and counts what it makes."""

        @functools.wraps(act)
        def bounded(*args: Any, **kwargs: Any) -> Any:
            _refuse_product((*args, *kwargs.values()))
            if act.__name__ == "do_format" and args:
                _refuse_widths(str(args[0]))
            made = act(*args, **kwargs)
            self.spend(1 + _size(made) + max((_size(a) for a in args), default=0))
            return self._counted(made) if isinstance(made, Iterator) else made

        return bounded

    def _counted(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            self.spend(1)
            yield item

    def _step(self, value: Any) -> Any:
        self.spend(1)
        return value

    def _joined(self, parts: Iterable[str]) -> str:
        kept = []
        for part in parts:
            self.spend(1 + len(part) // 16)  # printing is cheap
            kept.append(part)
        return "".join(kept)

    def measured(self, made: Any) -> Any:
        """Count the letters of a text that was joined by `~`."""
        self.spend(1 + _size(made))
        return made

    # --------------------------------------------------------------------------------- compiling

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            return _with_steps(super()._parse(source, name, filename), self)
        except jinja2.TemplateError:
            raise
        except Exception as error:
            raise _unreadable(error, name, filename) from error

    def compile(self, source: Any, name: Any = None, filename: Any = None, *rest: Any) -> Any:
        """Compile a template; whatever Python says of it is an error of the template."""
        key = source, name, filename, rest
        if key in _compiled:
            return _compiled[key]
        try:
            made = super().compile(source, name, filename, *rest)
        except jinja2.TemplateSyntaxError as error:
            error.filename = error.filename or filename  # the lexer gives it as the name
            raise
        except jinja2.TemplateError:
            raise
        except Exception as error:
            raise _unreadable(error, name, filename) from error
        if len(_compiled) >= _TEMPLATES_KEPT:
            _compiled.clear()
        _compiled[key] = made
        return made


_TEMPLATES_KEPT = 500
_compiled: dict[Any, Any] = {}  # by their text: pages are filled several times, and watched


class _Generator(CodeGenerator):
    """Has the results of `~` measured, which no other hook sees."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        self.write("environment.measured(")
        super().visit_Concat(node, frame)
        self.write(")")


Templates.code_generator_class = _Generator


def _unreadable(
    error: Exception, name: str | None, filename: str | None
) -> jinja2.TemplateSyntaxError:
    deep = isinstance(error, RecursionError | MemoryError | SyntaxError)
    message = "this template nests too deep" if deep else f"this template cannot be read: {error}"
    return jinja2.TemplateSyntaxError(message, 1, name, filename)


def _with_steps(tree: nodes.Template, environment: jinja2.Environment) -> nodes.Template:
    """Return a template of which every loop, macro, block and inclusion counts its rounds."""
    rounds = tree.find_all((nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block))
    holders: tuple[Any, ...] = (tree, *rounds)
    for node in holders:
        one = nodes.Const(None, lineno=node.lineno)
        step = nodes.Filter(one, _STEP, [], [], None, None, lineno=node.lineno)
        node.body.insert(0, nodes.ExprStmt(step, lineno=node.lineno))
    tree.set_environment(environment)
    return tree


# ------------------------------------------------------------------------------------------ sizes


def _range(*args: int) -> range:
    made = range(*args)
    if len(made) > limits.TEMPLATE_ROUNDS:
        raise TemplateLimitError(f"a range has at most {limits.TEMPLATE_ROUNDS:,} numbers")
    return made


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple | dict | range) else 0


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def _refuse_product(values: Iterable[Any]) -> None:
    """Refuse what might become too large: a text times the length of another, or a number."""
    sizes = [abs(v) if isinstance(v, int) else _size(v) for v in values]
    if math.prod(max(size, 1) for size in sizes) > limits.TEMPLATE_PRODUCT:
        raise TemplateLimitError("this would become too large")


def _refuse_widths(form: str) -> None:
    for width in _WIDTH.findall(form):
        if width == "*" or len(width) > 3:
            raise TemplateLimitError("a width has at most three digits")


def _digits(operator: str, left: Any, right: Any) -> float:
    """Return how many digits a product or a power may come to."""
    if isinstance(left, float) or isinstance(right, float):
        return 0
    bits: int = left.bit_length()
    bits *= abs(int(right)) if operator == "**" else 1
    return (bits + int(right).bit_length() if operator == "*" else bits) / math.log2(10)
