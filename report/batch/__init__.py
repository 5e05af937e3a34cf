"""A briefing and the editions that are asked for come in; out, what became of each of them.

``making`` makes one, or all of them side by side here; ``parcel`` packs what they need as data, and
``cluster`` has them made on other machines.
"""
