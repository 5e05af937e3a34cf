"""Texts as authors write them come in; pieces, words, numbers and languages go out."""
