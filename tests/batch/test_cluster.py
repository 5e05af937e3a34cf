"""Editions are made by the workers of a Dask cluster; the tests start one on this machine."""

import os
import re
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from report.batch import cluster
from report.cli import cli
from tests.small import small

EDITIONS = "every: {papers: [a4, letter], formats: [pdf, html]}"


def run(folder: Path, *arguments: str):
    before = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(cli, ["build", "--all", *arguments])
    finally:
        os.chdir(before)


@contextmanager
def started(*arguments: str, said: str):
    """Start a part of Dask; yield what is found in what it says first, and its process."""
    command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, process_group=0
    ) as process:
        try:
            found = next(filter(None, (re.search(said, line) for line in process.stderr)))
            yield found[0], process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)


@pytest.fixture
def scheduler():
    host = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with started("dask_scheduler", *host, said=r"tcp://127\.0\.0\.1:\d+") as (address, _):
        yield address


@pytest.fixture
def workers(scheduler):
    """Two workers of one thread, each with a nanny, which begins another when one is killed."""
    one = (scheduler, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
    with ExitStack() as stack:
        said = r"Registered to:"
        pair = [stack.enter_context(started("dask_worker", *one, said=said)) for _ in range(2)]
        yield [process for _, process in pair]


def children(process) -> list[int]:
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(number) for path in tasks for number in path.read_text("ascii").split()]


def test_an_address_that_is_none_of_a_scheduler_is_refused(write, tmp_path):
    small(write)

    told = run(tmp_path, "--on", "http://example.org")

    assert told.exit_code == 2
    assert "not like tcp://HOST:PORT" in told.output


def test_a_cluster_is_for_all_editions(write, tmp_path):
    small(write)

    told = CliRunner().invoke(cli, ["build", "--on", "tcp://127.0.0.1:8786"])

    assert told.exit_code == 2
    assert "`--on` is for the editions of `--all`" in told.output


@pytest.mark.slow
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tls://127.0.0.1:1", "tcp://[::1:1"])
def test_where_no_scheduler_answers_it_is_said(write, tmp_path, monkeypatch, address):
    monkeypatch.setattr(cluster, "_ANSWERS", 1)
    small(write)

    told = run(tmp_path, "--on", address)

    assert told.exit_code == 2
    assert f"no Dask scheduler answers at {address}" in told.output


@pytest.mark.slow
def test_a_cluster_without_workers_is_not_waited_for(write, tmp_path, scheduler, monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", 0)
    small(write)

    told = run(tmp_path, "--on", scheduler)

    assert told.exit_code == 2
    assert f"the cluster at {scheduler} has no workers" in told.output


@pytest.mark.slow
def test_the_files_of_a_cluster_are_those_of_this_machine(write, tmp_path, scheduler, workers):
    small(write)
    write(EDITIONS, "editions.yaml")

    assert run(tmp_path, "--on", scheduler).exit_code == 0
    there = {path.name: path.read_bytes() for path in (tmp_path / "build").iterdir()}
    assert run(tmp_path).exit_code == 0

    assert there == {path.name: path.read_bytes() for path in (tmp_path / "build").iterdir()}
    assert sorted(there) == ["briefing-letter.pdf", "briefing.html", "briefing.pdf"]


@pytest.mark.slow
def test_what_a_lost_worker_had_to_make_is_made_by_another(
    write, tmp_path, scheduler, workers, monkeypatch
):
    small(write)
    write("every: {papers: [a4, letter], styles: [null, apa, mhra-notes]}", "editions.yaml")
    lost = []

    def kill(client, address, waiting, done):
        lost.extend(children(workers[0]))
        for number in lost:
            os.kill(number, signal.SIGKILL)
        wait(client, address, waiting, done)

    wait = cluster._wait
    monkeypatch.setattr(cluster, "_wait", kill)

    told = run(tmp_path, "--on", scheduler)

    assert lost
    assert told.exit_code == 0, told.output
    assert "6 of 6 editions" in told.output


@pytest.mark.slow
def test_a_worker_that_has_something_else_installed_makes_nothing(
    write, tmp_path, scheduler, workers, monkeypatch
):
    small(write)
    other = {**cluster.installed(), "weasyprint": "of another kind"}
    monkeypatch.setattr(cluster, "installed", lambda: other)

    told = run(tmp_path, "--on", scheduler)

    assert told.exit_code == 2
    assert "a worker of the cluster has another weasyprint" in told.output
    assert not (tmp_path / "build").exists()


@pytest.mark.slow
def test_a_fault_of_the_content_is_told_at_its_place_here(write, tmp_path, scheduler, workers):
    small(write)
    write("every: {styles: [null, no-such-style]}", "editions.yaml")

    told = run(tmp_path, "--on", scheduler)

    assert told.exit_code == 1
    assert "1 of 2 editions" in told.output
    assert "briefing-no-such-style.pdf: not written" in told.output
