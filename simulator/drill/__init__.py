"""A drill: the record and the engine together, behind one small door, `drill.Drill`."""
