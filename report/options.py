"""The words by which a build is asked for: alike on the command line, in files and in Python."""

from typing import Literal, get_args

Paper = Literal["a4", "letter"]
PAPERS: tuple[Paper, ...] = get_args(Paper)

Edition = Literal["student", "instructor", "summary"]
EDITIONS: tuple[Edition, ...] = get_args(Edition)

Reader = Literal["everyone", "instructor"]
"""Whom a part of a briefing is for: what is for the instructor is in no student's file."""
READERS: tuple[Reader, ...] = get_args(Reader)

Form = Literal["pdf", "html", "docx", "epub"]
FORMS: tuple[Form, ...] = get_args(Form)

Promise = Literal["a3a-ua1", "a4f-ua2", "none"]
"""The values of ``press.conformance.Conformance``."""

Annex = Literal["evidence"]
