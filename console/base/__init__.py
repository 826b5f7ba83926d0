"""What every layer of the console stands on: tasks, clock, paths, settings, logs, observers."""
