"""The gateway's work, a package for each job."""
