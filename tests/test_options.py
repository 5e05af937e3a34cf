"""What a build may be asked for has the same words everywhere."""

from typing import get_args

from report.options import Promise
from report.press.conformance import Conformance


def test_a_file_can_be_asked_for_every_standard_that_the_press_knows():
    assert get_args(Promise) == tuple(level.value for level in Conformance)
