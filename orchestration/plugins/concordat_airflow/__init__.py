"""What the Concordat DAGs are made of: calendar, timetables, deployments, stage commands, tasks."""
