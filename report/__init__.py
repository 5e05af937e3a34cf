"""Turn YAML summaries of source documents into a printed, footnoted briefing."""

from .errors import Diagnostic, ReportError, Span

__all__ = ["Diagnostic", "ReportError", "Span"]
