"""What is made of a finished drill: clues, gaps, objectives, replay, postmortem, exports. Pure, like all below the line."""
