"""How each kind of fact changes the board: one small pure function per fact, gathered by `evolve`.

Not decisions: a fold believes every fact it is given and never says no.
"""
