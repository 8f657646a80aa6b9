"""What follows EndEx: scorecard, debrief, replay, postmortem, exports and shares. One file per page; each makes a blueprint."""
