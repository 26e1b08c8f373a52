"""Makes a home's database ready: its tables as this Airflow wants them, and the pools of the DAGs."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "plugins"))

from airflow.models.pool import Pool
from airflow.utils.db import upgradedb

from concordat_airflow.dags import POOLS

upgradedb()
for name, (slots, description) in POOLS.items():
    known = Pool.get_pool(name)
    # Slots that somebody set in Airflow stay.
    Pool.create_or_update_pool(
        name=name, slots=known.slots if known else slots, description=description, include_deferred=False
    )
