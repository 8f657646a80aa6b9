"""Benchmarks: every figure beside its peer, measured by turns in the same run. Figures, not tests: a missed target is printed as missed.

`suite` knows them all; `test_bench` runs each in its smallest form. Times are CPU seconds where nothing is waited for, since those of a
shared machine are steadier, and wall time where something is.
"""
