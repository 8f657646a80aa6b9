"""What leaves the drill on paper or as a file: scorecard, timeline, postmortem and journal, as HTML, Markdown, JSON or CSV.

Each is marked EXERCISE at its top. The names of people who sat in seats are replaced by their roles unless somebody asks for them.
"""
