"""Who is connected and what they are told: replica, groups, resume, presence."""
