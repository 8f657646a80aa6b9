"""Proving a scenario: every policy plays it over many seeds, and checks read what came of it.

From runs to reasons: `seed` plays one seed and keeps what `ran` describes; `checks/` hold one promise each; `bands` makes par of the
same runs; `proof` puts them together on whatever `concurrent.futures` executor it is handed. Nothing here prints or opens a file: the
counterpart at the edge is `simulator.cli_prove`.
"""
