"""A briefing that is being written comes in; its pages, on a page for the browser, go out."""
