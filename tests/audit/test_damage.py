"""A sound file has no findings, and each of a hundred damages has the finding that it must have."""

from collections import Counter

import damage_content  # noqa: F401  these two fill the lists
import damage_tree  # noqa: F401
import pytest
from damage import DAMAGES, HARMLESS, Damage
from engine_sample import sound

from report.audit import Report, audit
from report.audit.rules import catalogue
from report.press.conformance import Conformance


def held(data: bytes, *, quick: bool = False) -> Report:
    """Hold a file to what it should follow: a damage may be in what it claims."""
    return audit(data, quick=quick, ours=True, against=Conformance.A3A_UA1.standards)


def test_the_sound_file_has_no_findings():
    assert held(sound()).findings == ()


@pytest.mark.parametrize("one", DAMAGES, ids=lambda one: one.name)
def test_a_damage_is_found_by_its_rule(one: Damage):
    quick = not catalogue()[one.rule].slow
    found = held(one.do(sound()), quick=quick).findings

    assert one.rule in {finding.rule for finding in found}


def one_of(name: str) -> Damage:
    return next(one for one in DAMAGES if one.name == name)


def test_a_title_that_is_no_alternative_fails_both_standards():
    found = held(one_of("a title that is no alternative").do(sound()), quick=True).findings

    assert {"A property", "MH 06-003"} <= {finding.rule for finding in found}


def test_a_remapped_standard_type_is_no_matter_of_archives():
    found = held(one_of("a standard type that leads elsewhere").do(sound()), quick=True).findings

    assert [f.clause for f in found if f.rule == "MH 02-004"] == ["ISO 14289-1, 7.1"]


@pytest.mark.parametrize("one", HARMLESS, ids=lambda one: one.name)
def test_a_harmless_edit_has_no_findings(one: Damage):
    assert held(one.do(sound())).findings == ()


def test_there_are_40_damages_that_a_validator_finds_and_as_many_rules():
    known = [one for one in DAMAGES if one.verapdf]

    assert len(known) >= 40
    assert len({one.rule for one in DAMAGES}) >= 40
    assert max(Counter(one.name for one in DAMAGES + HARMLESS).values()) == 1
