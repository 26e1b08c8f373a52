"""Reads the live marts with pandas and DuckDB by path and prints `mart rows columns` for each reader.

Usage: read_marts.py LAKE
"""

import sys
from pathlib import Path

import duckdb
import pandas

MARTS = ("crisis_presentations", "out_of_area_placements", "mha_detentions")


def main() -> None:
    live = Path(sys.argv[1]) / "marts" / "live"
    for mart in MARTS:
        frame = pandas.read_parquet(live / mart)
        print("pandas", mart, len(frame), len(frame.columns))
        relation = duckdb.sql(f"select * from read_parquet('{live}/{mart}/**/*.parquet', hive_partitioning = true)")
        rows = duckdb.sql("select count(*) from relation").fetchall()[0][0]
        print("duckdb", mart, rows, len(relation.columns))


if __name__ == "__main__":
    main()
