"""What each command makes true, or why not: one small pure function per command, gathered by `decide`.

Not folds: nothing here changes a board, and every no carries a way on.
"""
