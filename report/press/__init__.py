"""The press: HTML, style sheets and metadata come in; one tagged, archival PDF goes out."""
