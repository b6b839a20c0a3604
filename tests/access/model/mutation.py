"""Wrong programs, one small step from the right one: of the rules as data, and of the code that compiles them."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

from helhet.core.access import Condition, Effect, Ground, Grounds

# --- of the rules ---------------------------------------------------------------------------------------------------

SIBLINGS = (
    ("lifted:general", "lifted:health", "lifted:child_welfare", "lifted:social", "lifted:child_alone"),
    ("draft", "open", "closed"),
    ("acts_under:administration", "acts_under:health"),
    ("participant", "covers_holder", "offered", "invited", "holder", "leads_holder", "author"),
    ("guardian", "carer", "subject"),
    ("third_party", "about_another", "about_child"),
    ("regime:health", "regime:general", "regime:administration"),
)
"""Conditions easily taken for one another. Each is swapped for its neighbour."""
NOT_ON = {
    "entry": {"draft", "invited", "leads_holder"},
    "plan": {"lifted:general", "third_party", "about_another", "about_child", "regime:health"},
    "concern": {"participant"},
}
"""What cannot be said of a thing at all: a swap to it would fall over, which shows nothing."""


def of_rules(rules: Grounds, first: date, last: date) -> Iterator[tuple[str, Ground, Grounds]]:
    """Every mutant of the rule set: its name, the ground it is of, and the whole set. `first` and `last` day asked."""
    for one in rules.all:
        for name, anew in _of_ground(one, first, last):
            kept = tuple(g for g in rules.all if g is not one)
            yield f"{one.code}: {name}", one, replace(rules, version=f"{one.code}: {name}", all=(*kept, *anew))


def _of_ground(one: Ground, first: date, last: date) -> Iterator[tuple[str, tuple[Ground, ...]]]:
    yield "removed", ()
    other = Effect.FORBID if one.effect is Effect.PERMIT else Effect.PERMIT
    yield f"a {other}", (replace(one, effect=other),)
    yield "over the day before", (replace(one, valid_from=date(1970, 1, 1), valid_until=first),)
    yield "begins the day after", (replace(one, valid_from=last + timedelta(days=1)),)
    for condition in sorted(one.when):
        if len(one.when) > 1:
            yield f"without {condition}", (replace(one, when=one.when - {condition}),)
        for family in SIBLINGS:
            if condition in family:
                near = Condition(family[(family.index(condition) + 1) % len(family)])
                if near not in one.when and near not in NOT_ON[one.resource]:
                    yield f"{near} for {condition}", (replace(one, when=one.when - {condition} | {near}),)


# --- of the code ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mutant:
    """One changed place in a file."""

    name: str
    tree: ast.Module
    path: Path

    def module(self, name: str) -> ModuleType:
        """The changed program, loaded beside the right one."""
        made = ModuleType(name)
        exec(compile(self.tree, str(self.path), "exec"), made.__dict__)  # noqa: S102
        return made


def of_code(module: ModuleType, functions: frozenset[str] | None = None) -> Iterator[Mutant]:
    """Every mutant of a module, or of some of its functions."""
    path = Path(str(module.__file__))
    text = path.read_text("utf-8")
    seen = Counter[str]()
    for number, (where, line, node) in enumerate(_spots(ast.parse(text), functions)):
        for step, what in enumerate(_changes(node)):
            anew = ast.parse(text)
            twin = list(_spots(anew, functions))[number][2]
            list(_changes(twin, do=step))
            name = f"{path.stem}.{where}: {what} | {line}"
            seen[name] += 1
            again = f" ({seen[name]})" if seen[name] > 1 else ""
            yield Mutant(name + again, ast.fix_missing_locations(anew), path)


def _spots(tree: ast.Module, functions: frozenset[str] | None) -> Iterator[tuple[str, str, ast.AST]]:
    """Every place where something is done, in which function and line. Types and assertions are not done."""
    for place in tree.body:
        name = getattr(place, "name", "the top")
        is_type = isinstance(place, ast.Assign) and isinstance(place.value, ast.Subscript)
        if isinstance(place, ast.FunctionDef | ast.ClassDef | ast.Assign) and name in (functions or {name}):
            yield from ((name, line, node) for line, node in _walk(place, "") if not is_type)


def _walk(node: ast.AST, line: str) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.stmt | ast.match_case):
        line = ast.unparse(node).splitlines()[0]
    yield line, node
    match node:
        case ast.Assign(targets=[ast.Tuple()], value=ast.Tuple(elts=inside)):  # as many as there are names for
            pass
        case ast.Call(func=ast.Name(id="isinstance"), args=[inside_first, _types]):
            inside = [inside_first]
        case _:
            inside = None
    if inside is not None:
        for inner in inside:
            yield from _walk(inner, line)
        return
    for part, value in ast.iter_fields(node):
        if part not in ("annotation", "returns", "decorator_list"):
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, ast.AST) and not isinstance(inner, ast.Assert):
                    yield from _walk(inner, line)


OTHER = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
CALLS = {"any": "all", "all": "any"}
LOOKUPS = {"__lte": ("__lt", "__gte"), "__gte": ("__gt", "__lte"), "__lt": ("__lte",), "__gt": ("__gte", "__lt")}
NAMES = {
    "Regime": {"HEALTH": "GENERAL", "GENERAL": "HEALTH"},
    "HiddenFrom": {"GUARDIANS": "SUBJECT", "SUBJECT": "GUARDIANS"},
    "OfferState": {"OPEN": "ACCEPTED"},
    "Responsibility": {"YES": "UNKNOWN"},
    "Protection": {"NONE": "STRICT"},
    "PlanStatus": {"DRAFT": "CLOSED", "CLOSED": "DRAFT"},
    "Effect": {"PERMIT": "FORBID", "FORBID": "PERMIT"},
}


def _changes(node: ast.AST, do: int | None = None) -> Iterator[str]:
    """What can be changed at a node, in words; with `do`, the change of that number is made."""
    step = -1

    def now() -> bool:
        nonlocal step
        step += 1
        return step == do

    match node:
        case ast.Compare(ops=[op]) if type(op) in OTHER:
            before = ast.unparse(node)
            if now():
                node.ops = [OTHER[type(op)]()]
            yield f"turns {before}"
        case ast.BinOp(op=op) | ast.BoolOp(op=op) if type(op) in OTHER:
            before = ast.unparse(node)
            if now():
                node.op = OTHER[type(op)]()  # type: ignore[assignment]
            yield f"and/or in {before}"
        case ast.UnaryOp(op=ast.Invert() | ast.Not()):
            before = ast.unparse(node)
            if now():
                node.op = ast.UAdd() if isinstance(node.op, ast.Not) else ast.Invert()
                if isinstance(node.op, ast.Invert):  # ~~x: Q has no plus
                    node.operand = ast.UnaryOp(ast.Invert(), node.operand)
                else:
                    node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
            yield f"no not in {before}"
        case ast.IfExp():
            for flag in (True, False):
                if now():
                    node.test = ast.Constant(flag)
                yield f"always {flag}"
        case ast.Constant(value=bool(flag)):
            if now():
                node.value = not flag
            yield f"{not flag} for {flag}"
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name) if name in NAMES.get(
            owner, {}
        ):
            if now():
                node.attr = NAMES[owner][name]
            yield f"{owner}.{NAMES[owner][name]} for {name}"
        case ast.Call(func=ast.Name(id="tuple"), args=[row]):
            if now():
                backwards = ast.Slice(step=ast.UnaryOp(ast.USub(), ast.Constant(1)))
                node.args = [ast.Subscript(ast.Call(ast.Name("list", ast.Load()), [row], []), backwards, ast.Load())]
            yield "backwards"
        case ast.Call(func=ast.Name(id=name) as func) if name in CALLS:
            before = ast.unparse(node)
            if now():
                func.id = CALLS[name]
            yield f"{CALLS[name]} in {before}"
    if isinstance(node, ast.Call) and _name(node.func) in ("filter", "exclude", "Q", "_part_of", "Actor"):
        for spot, keyword in enumerate(list(node.keywords)):
            word = keyword.arg or "**" + ast.unparse(keyword.value)
            if word != "municipality":  # a query without it is refused by tests/partitions.py
                if now():
                    del node.keywords[spot]
                yield f"without {word} in {_name(node.func)}"
            for ending, others in LOOKUPS.items():
                for other in others if word.endswith(ending) else ():
                    if now():
                        keyword.arg = word.removesuffix(ending) + other
                    yield f"{other} in {word}"
        for spot, given in enumerate(list(node.args)):
            if _name(node.func) == "_part_of":  # falls over, which shows nothing
                break
            if now():
                del node.args[spot]
            yield f"without {ast.unparse(given)}"
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        for spot, element in enumerate(list(node.elts)):
            if now():
                del node.elts[spot]
            yield f"without {ast.unparse(element)}"
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        for spot, key in enumerate(list(node.keys)):
            if now():
                del node.keys[spot], node.values[spot]
            yield f"without {ast.unparse(key) if key else key}"


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
