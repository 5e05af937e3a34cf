"""The views of a page for the web: those of the printed pages, without what only paper has."""

from html import escape

from ..notes import Mark
from ..page.view import Views, anchor


class WebViews(Views):
    """What the templates place on a page for the web.

    A citation in the text can be pointed at, and a reference to a page is one to a section.
    """

    at_foot = False

    def _call(self, mark: Mark) -> str:
        call = super()._call(mark)
        if mark.kind == "page" and not self.citations.note_style:
            return f' <span class="cited" id="{mark.id}">{call.strip()}</span>'
        return call

    def _page_of(self, target: str) -> str:
        section = next(
            section
            for section in self.briefing.sections
            if section.id == target or any(block.name == target for block in section.blocks)
        )
        titled = [one.id for one in self.briefing.sections if one.title]
        if section.id in titled:
            number = titled.index(section.id) + 1
            says = f'§\u00a0<span class="section-number">{number}</span>'
        else:
            says = f"“{escape(self.briefing.title)}”"
        return f'<a class="cross section-reference" href="#{anchor(section)}">{says}</a>'
