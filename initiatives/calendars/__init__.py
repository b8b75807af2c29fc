"""Due dates for the calendars of readers."""
