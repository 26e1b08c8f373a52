"""Reads one Parquet file with encrypted columns without a key, with PyArrow and DuckDB.

Prints `reader rows` for a column that is not encrypted, and `reader refused` for one that is.

Usage: read_encrypted.py FILE OPEN_COLUMN ENCRYPTED_COLUMN
"""

import sys

import duckdb
import pyarrow.parquet


def main() -> None:
    file, plain, encrypted = sys.argv[1:]
    arrow = pyarrow.parquet.ParquetFile(file)
    print("pyarrow", arrow.read(columns=[plain]).num_rows)
    try:
        arrow.read(columns=[encrypted])
    except OSError:
        print("pyarrow refused")
    print("duckdb", duckdb.sql(f"select count({plain}) from read_parquet('{file}')").fetchall()[0][0])
    try:
        duckdb.sql(f"select max({encrypted}) from read_parquet('{file}')").fetchall()
    except duckdb.Error:
        print("duckdb refused")


if __name__ == "__main__":
    main()
