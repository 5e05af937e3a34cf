"""The house itself: how its modules lean on each other, how long they are, what files may say."""

import ast
import graphlib
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

LONG_FILES: dict[str, str] = {}
"""Files over 500 lines, by path: why each is one piece."""

LONG_FUNCTIONS = {"report.build": "eight tenths of it say what each argument is"}
"""Functions over 50 lines, as module.function: why each is one piece."""


def dotted(path: Path) -> str:
    """Return the name that a module is imported by: ``report.evidence``."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {dotted(path): path for path in sorted((ROOT / "report").rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def imports(tree: ast.Module, package: str) -> set[str]:
    """Return the modules of ours that a file imports, at its top or in a function."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            source = ".".join([*(above if node.level else ()), *filter(None, [node.module])])
            names = {f"{source}.{alias.name}" for alias in node.names}
            found |= names & MODULES.keys() or {source}
    return found & MODULES.keys()


def package(module: str) -> str:
    return module if MODULES[module].stem == "__init__" else module.rpartition(".")[0]


HOUSE = {name: imports(tree, package(name)) - {name} for name, tree in TREES.items()}


def files() -> Iterator[Path]:
    """Yield the files that are the project's own, not what tools and builds leave."""
    for top in ("report", "templates", "content", "tests", ".ci"):
        inside = (path for path in sorted((ROOT / top).rglob("*")) if path.is_file())
        yield from (path for path in inside if "__pycache__" not in path.parts)
    names = ("Makefile", "pyproject.toml", "requirements.lock", ".gitignore", "LICENSE")
    yield from (ROOT / name for name in names)
    yield from sorted(ROOT.glob("*.md"))


def test_imports_go_one_way():
    """A circle is named in the error; the imports inside functions count."""
    order = tuple(graphlib.TopologicalSorter(HOUSE).static_order())

    assert set(order) == set(MODULES)


def test_the_top_of_the_house_is_the_command_and_its_foot_is_errors_and_limits():
    users = {name: {user for user in HOUSE if name in HOUSE[user]} for name in MODULES}

    assert users["report.__main__"] == set()
    assert users["report.cli"] == {"report.__main__"}
    assert {room(user) for user in users["report.pipeline"]} == {
        "report",
        "report.batch",
        "report.cli",
        "report.reflowing",
        "report.session",
        "report.theming",
        "report.watch",
    }
    assert HOUSE["report.limits"] == set()
    assert HOUSE["report.errors"] == {"report.limits"}


ROOMS = (
    *(
        "report.__main__",
        "report.cli",
        "report.extending",
        "report.theming",
        "report.watch",
        "report.session",
        "report.batch",
        "report.reflowing",
    ),
    *("report.pipeline", "report.prepared", "report.verdict", "report.faulty"),
    *("report.course", "report.office", "report.ebook", "report.web", "report.pdf"),
    *(
        "report.desk",
        "report.start",
        "report.drafting",
        "report.checks",
        "report.page",
        "report.verification",
        "report.notes",
        "report.exhibits",
    ),
    *("report.content", "report.citations", "report.press", "report.audit", "report.text"),
    *("report.keeping", "report.machine", "report.files", "report.errors"),
    *("report.options", "report.limits", "report.cache"),
)
"""The rooms of the house, from the top down: an import runs down this list or stays in its room."""


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_imports_run_down_from_room_to_room():
    order = {name: number for number, name in enumerate(ROOMS)}
    upward = {
        f"{user} -> {used}"
        for user, all_used in HOUSE.items()
        for used in all_used
        if user != "report" and used != "report" and order[room(user)] > order[room(used)]
    }

    assert upward == set()


def test_the_press_and_the_checker_know_nothing_of_a_briefing():
    foot = {"report.text", "report.files", "report.limits", "report.errors"}
    outside = {
        f"{user} -> {used}"
        for user, all_used in HOUSE.items()
        for used in all_used
        if room(user) in ("report.press", "report.audit") and room(used) not in {room(user), *foot}
    }

    assert outside == set()


def test_no_two_public_types_have_one_name():
    where: dict[str, set[str]] = {}
    for module, tree in TREES.items():
        for name in public_types(tree):
            where.setdefault(name, set()).add(module)

    assert {name: at for name, at in where.items() if len(at) > 1} == {}


def public_types(tree: ast.Module) -> Iterator[str]:
    """Yield the classes of a module, and its names for other types (``Box = tuple[…]``)."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name[0].isupper() and not name.isupper():
                yield name


def test_every_room_opens_with_a_sentence():
    rooms = [name for name in MODULES if name.count(".") == 1]

    assert [name for name in rooms if not ast.get_docstring(TREES[name])] == []


def entry_points(module: str) -> Iterator[str]:
    """Yield the modules that a registry names in words: ``evidence.numbers:CHECK``."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ":" in node.value:
            named = node.value.partition(":")[0]
            yield from {named, f"{package(module)}.{named}"} & MODULES.keys()


def test_every_module_is_imported_by_another_or_at_least_by_a_test():
    tests = (path for path in files() if path.suffix == ".py" and "tests" in path.parts)
    by_tests = (imports(ast.parse(path.read_text(encoding="utf-8")), "tests") for path in tests)
    used = set().union(*HOUSE.values(), *by_tests, *map(entry_points, TREES))

    text = "\n".join(path.read_text(encoding="utf-8") for path in MODULES.values())
    used |= set(re.findall(r'"(report\.[\w.]+):\w+"', text))  # functions that a kind names
    started = re.findall(r"from (report[\w.]*) import (\w+)", text)  # by a process of ours
    used |= {f"{room}.{name}" for room, name in started}
    used |= {name.rpartition(".")[0] for name in used}  # a package is used by way of its modules
    assert MODULES.keys() - used <= {"report", "report.__main__", "report.extending"}


def test_files_over_500_lines_have_a_reason():
    code = (path for path in files() if path.suffix == ".py")
    long = {
        str(path.relative_to(ROOT))
        for path in code
        if path.read_text(encoding="utf-8").count("\n") > 500
    }

    assert long == set(LONG_FILES)


def test_functions_over_50_lines_have_a_reason():
    long = {
        f"{module}.{node.name}"
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50
    }

    assert long == set(LONG_FUNCTIONS)


def test_no_file_names_a_registry_or_a_folder_of_somebody():
    """The lock holds hashes, wherever the packages come from; nobody's machine is everybody's."""
    told = re.compile(
        rb"(?<![\w.])/(?:home|Users)/\w|(?<![\w.])/root/|pythonhosted\.org|pypi\.org/simple"
        rb"|--(?:extra-)?index-url|--find-links"
    )
    ours = (path for path in files() if path != Path(__file__))

    assert [str(path) for path in ours if told.search(path.read_bytes())] == []


def test_every_locked_package_has_hashes():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\S)", lock.strip())

    assert [package for package in packages if "--hash=sha256:" not in package] == []
    assert len(packages) > 40


def test_the_lock_holds_every_package_that_the_project_names():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[project.scripts]")[0]
    named = set(re.findall(r'^    "([\w-]+)', project, re.MULTILINE))
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert named - set(re.findall(r"^([\w-]+)==", lock, re.MULTILINE)) == set()
    assert len(named) > 15
