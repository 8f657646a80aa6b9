"""The looks of the linter, one file for each thing that a careful colleague would look at."""
