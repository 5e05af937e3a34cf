"""A briefing's files and its questions come in; a cartridge for a learning platform goes out.

IMS Common Cartridge 1.1: the version that Moodle, Canvas, Brightspace, Blackboard and Open edX all
read. What is written was held against what these importers do, not against the standard alone.
"""

from .cartridge import Cartridge, Files, cartridge
from .cartridge_check import faults

__all__ = ["Cartridge", "Files", "cartridge", "faults"]
