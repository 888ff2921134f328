"""The words of a site, out to a translator's own tools and back.

A *sheet* is one file that holds words of a language; its *units* are the pieces that are translated one by one, each
with an address that stays the same. `po` writes units as a gettext catalogue and reads one, `plan` says what reading
one back would change, `fidelity` what a translated unit must keep of its original.
"""
